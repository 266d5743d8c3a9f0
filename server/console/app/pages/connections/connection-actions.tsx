import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { tell } from "../../parts/tell.tsx";
import { type Connection, type Connector, named } from "./connections.ts";
import css from "./connection.module.css";
import { useChange } from "./use-change.ts";

interface ActionsProps {
  connection: Connection;
  connector: Connector | undefined;
}

/** What can be asked of a connection at once; pausing asks first, resuming does not. */
export function ConnectionActions({ connection, connector }: ActionsProps) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const isAdmin = isAtLeast(me.role, "admin");
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState("");
  const change = useChange(connection.name);
  const asked = useAskings(connection.name);
  const isParked = connection.mode === "parked";
  const canAsk = connection.kind === "desk" || connector?.capabilities.includes("reconcile") === true;
  const resume = (allowMany: boolean) =>
    change.mutate({ mode: "live", overlapHours: 24, ...(allowMany ? { allowMany } : {}) });
  const pause = () =>
    change.mutate(
      { mode: "parked", overlapHours: 24, ...(reason.trim() ? { reason: reason.trim() } : {}) },
      { onSuccess: () => setAsks(false) },
    );
  const error = asked.poll.error ?? asked.reconcile.error ?? asked.webhook.error ?? (asks ? null : change.error);
  return (
    <>
      {error && <Failure error={error} />}
      <div className={css.actions}>
        {isAdmin && isParked && (
          <>
            <Button loading={change.isPending} leftSection={<Icon name="play" />} onClick={() => resume(false)}>
              {t("connections.overview.resume")}
            </Button>
            <Button variant="default" title={t("connections.overview.allowManyHelp")} onClick={() => resume(true)}>
              {t("connections.overview.allowMany")}
            </Button>
          </>
        )}
        {isAdmin && !isParked && (
          <Button variant="default" leftSection={<Icon name="pause" />} onClick={() => setAsks(true)}>
            {t("connections.overview.pause")}
          </Button>
        )}
        {canAsk && !isParked && (
          <>
            <Button variant="default" loading={asked.poll.isPending} onClick={() => asked.poll.mutate()}>
              {t("connections.overview.poll")}
            </Button>
            <Button variant="default" loading={asked.reconcile.isPending} onClick={() => asked.reconcile.mutate()}>
              {t("connections.overview.reconcile")}
            </Button>
          </>
        )}
        {isAdmin && connector?.capabilities.includes("registerWebhook") && (
          <Button variant="default" loading={asked.webhook.isPending} onClick={() => asked.webhook.mutate()}>
            {t("connections.overview.webhook")}
          </Button>
        )}
      </div>
      <AskFirst
        opened={asks}
        title={t("connections.overview.pauseTitle", { name: connection.name })}
        confirm={t("connections.overview.pause")}
        onConfirm={pause}
        onClose={() => setAsks(false)}
        busy={change.isPending}
        error={change.error}
      >
        <p>{t("connections.overview.pauseText")}</p>
        <TextInput
          label={`${t("connections.overview.why")} (${t("common.optional")})`}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </AskFirst>
    </>
  );
}

function useAskings(name: string) {
  const { t } = useTranslation();
  const of = api.connections[":name"];
  return {
    poll: useMutation({
      mutationFn: () => ask(of.poll.$post(named(name))),
      onSuccess: () => tell(t("connections.overview.polled")),
    }),
    reconcile: useMutation({
      mutationFn: () => ask(of.reconcile.$post(named(name))),
      onSuccess: () => tell(t("connections.overview.reconciled")),
    }),
    webhook: useMutation({
      mutationFn: () => ask(of.webhook.$post(named(name))),
      onSuccess: ({ detail }) => tell(t("connections.overview.registered", { detail })),
    }),
  };
}
