import { Button, Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouteContext } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Bones } from "../../parts/bones.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { LinkButton } from "../../parts/link-button.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { useFormats } from "../../text/formats.ts";
import type { Quarantined } from "./deliveries.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./deliveries.module.css";
import { HeldTodo, HeldWords } from "./held-words.tsx";
import { useAgain } from "./use-again.ts";
import { useMarked } from "./use-marked.ts";

/** What waits for a person: why, and what to do. */
export function QuarantineList() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const mayRetry = isAtLeast(me.role, "dispatcher");
  const { marked, toggle, mark } = useMarked();
  const [openOld, setOpenOld] = useState(false);
  const retriedAt = useRef(0);
  const { data, error, refetch } = useQuery({
    queryKey: ["quarantine"],
    queryFn: () => ask(api.quarantine.$get({ query: { limit: "500" } })),
    // Another page may have read it a moment ago, when it was empty.
    refetchOnMount: "always",
    // What is tried again leaves the list for a moment; whether it comes back is known soon.
    refetchInterval: () => (Date.now() - retriedAt.current < 15_000 ? 1_000 : 10_000),
  });
  const again = useAgain(
    (id, opens) => ask(api.quarantine[":id"].retry.$post({ param: { id }, json: { openOld: opens } })),
    () => {
      retriedAt.current = Date.now();
      mark([]);
      setOpenOld(false);
    },
  );
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones rows={6} />;
  if (data.length === 0)
    return (
      <Empty title={t("deliveries.quarantine.empty")}>
        <p className={css.narrow}>{t("deliveries.quarantine.emptyHelp")}</p>
      </Empty>
    );
  const chosen = data.filter(({ id }) => marked.has(id));
  const hasOld = chosen.some(({ reason }) => reason === "tooOld");
  return (
    <>
      <p className={css.muted}>{t("deliveries.quarantine.about")}</p>
      {mayRetry && (
        <div className={`${css.bar} ${css.gap}`}>
          <Checkbox
            label={t("deliveries.replay.selectAll")}
            checked={chosen.length === data.length}
            indeterminate={chosen.length > 0 && chosen.length < data.length}
            onChange={({ currentTarget }) => mark(currentTarget.checked ? data.map(({ id }) => id) : [])}
          />
          {hasOld && (
            <Checkbox
              label={t("deliveries.replay.openOld")}
              checked={openOld}
              onChange={({ currentTarget }) => setOpenOld(currentTarget.checked)}
            />
          )}
          <Button
            disabled={chosen.length === 0}
            loading={again.isPending}
            onClick={() => again.run({ ids: chosen.map(({ id }) => id), openOld: hasOld && openOld })}
          >
            {chosen.length === 0
              ? t("deliveries.replay.one")
              : t("deliveries.quarantine.retryMany", { count: chosen.length })}
          </Button>
          <span role="status">{again.progress}</span>
        </div>
      )}
      <ul className={css.rows}>
        {data.map((one) => (
          <li key={one.id} className={css.row}>
            {mayRetry && (
              <Checkbox
                aria-label={t("deliveries.replay.select", { what: sayHubWords(one.detail) })}
                checked={marked.has(one.id)}
                onChange={() => toggle(one.id)}
              />
            )}
            <Words one={one} />
            <Ways
              one={one}
              onRetry={mayRetry ? (opens) => again.run({ ids: [one.id], openOld: opens }) : undefined}
              busy={again.isPending}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Words({ one }: { one: Quarantined }) {
  const { t } = useTranslation();
  const { full } = useFormats();
  return (
    <div className={css.words}>
      <HeldWords held={one} />
      <span className={css.second}>
        {t(`deliveries.quarantine.kinds.${one.kind}`)}, {one.connection}, {full(one.at)}
      </span>
      <HeldTodo held={one} className={css.muted} />
    </div>
  );
}

interface WaysProps {
  one: Quarantined;
  /** Undefined = whoever looks may not. */
  onRetry: ((openOld: boolean) => void) | undefined;
  busy: boolean;
}

function Ways({ one, onRetry, busy }: WaysProps) {
  const { t } = useTranslation();
  // Worked on again without it, it would only come back.
  const isOld = one.reason === "tooOld";
  return (
    <div className={css.actions}>
      {one.reason === "unknownClient" && (
        <LinkButton
          size="xs"
          variant="default"
          to="/connections/$name"
          params={{ name: one.connection }}
          search={{ tab: "clients" }}
        >
          {t("deliveries.quarantine.map")}
        </LinkButton>
      )}
      {one.deliveryId && (
        <LinkButton size="xs" variant="default" to="/deliveries/$id" params={{ id: one.deliveryId }}>
          {t("deliveries.quarantine.look")}
        </LinkButton>
      )}
      {one.ticketId && (
        <LinkButton size="xs" variant="default" to="/tickets/$id" params={{ id: one.ticketId }}>
          {t("deliveries.quarantine.toTicket")}
        </LinkButton>
      )}
      {onRetry && (
        <Button size="xs" variant="default" loading={busy} onClick={() => onRetry(isOld)}>
          {t(isOld ? "deliveries.quarantine.open" : "deliveries.replay.one")}
        </Button>
      )}
    </div>
  );
}
