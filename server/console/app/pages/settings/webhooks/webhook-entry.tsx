import { ActionIcon, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { queries } from "../../../data/queries.ts";
import { AskFirst } from "../../../parts/ask-first.tsx";
import { Breakable } from "../../../parts/breakable.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { useProblemText } from "../../../parts/failure.tsx";
import { Icon } from "../../../parts/icon.tsx";
import { Once } from "../../../parts/once.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { tell, tellFailure } from "../../../parts/tell.tsx";
import { WebhookFacts } from "./webhook-facts.tsx";
import { WebhookLog } from "./webhook-log.tsx";
import type { Webhook } from "./webhooks-part.tsx";
import { sayHubWords } from "../../../hub-words/say.ts";

/** One system that is told: how it does, and what can be done about it. */
export function WebhookEntry({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const explain = useProblemText();
  const { id, url, state } = webhook;
  const param = { id };
  const [shown, setShown] = useState<"log" | "remove">();
  const fail = (error: unknown) => tellFailure(explain(error));
  const refresh = () => queries.invalidateQueries({ queryKey: ["webhooks"] });
  const test = useMutation({
    mutationFn: () => ask(api.webhooks[":id"].test.$post({ param })),
    onSuccess: ({ ok, status, tookMs, detail }) =>
      ok
        ? tell(t("settings.webhooks.testOk", { status: status ?? "–", ms: Math.round(tookMs) }))
        : tellFailure(t("settings.webhooks.testFailed", { detail: detail ? sayHubWords(detail) : (status ?? "–") })),
    onError: fail,
  });
  const change = useMutation({
    mutationFn: (next: "active" | "paused") => ask(api.webhooks[":id"].$patch({ param, json: { state: next } })),
    onSuccess: refresh,
    onError: fail,
  });
  const rotate = useMutation({
    mutationFn: () => ask(api.webhooks[":id"].rotate.$post({ param, json: {} })),
    onSuccess: refresh,
    onError: fail,
  });
  const remove = useMutation({
    mutationFn: async () => {
      await ask(api.webhooks[":id"].$delete({ param }));
      await refresh();
    },
    onSuccess: () => setShown(undefined),
  });
  const menu = (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("settings.webhooks.actions", { url })}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="up" />} onClick={() => test.mutate()}>
          {t("settings.webhooks.test")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="history" />} onClick={() => setShown("log")}>
          {t("settings.webhooks.log")}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name={state === "active" ? "pause" : "play"} />}
          onClick={() => change.mutate(state === "active" ? "paused" : "active")}
        >
          {t(state === "active" ? "settings.webhooks.pause" : "settings.webhooks.resume")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="key" />} onClick={() => rotate.mutate()}>
          {t("settings.webhooks.rotate")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="trash" />} onClick={() => setShown("remove")}>
          {t("settings.webhooks.remove")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <Panel title={<Breakable text={url} />} tools={menu}>
      <WebhookFacts webhook={webhook} />
      <WebhookLog webhook={webhook} opened={shown === "log"} onClose={() => setShown(undefined)} />
      <Dialog title={t("settings.webhooks.rotate")} opened={rotate.data !== undefined} onClose={() => rotate.reset()}>
        {rotate.data && (
          <Once
            label={t("settings.webhooks.secret")}
            secret={rotate.data.secret}
            about={t("settings.webhooks.rotateAbout")}
          />
        )}
      </Dialog>
      <AskFirst
        grave
        title={t("settings.webhooks.removeTitle")}
        opened={shown === "remove"}
        onClose={() => setShown(undefined)}
        confirm={t("settings.webhooks.remove")}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
      >
        <p>{t("settings.webhooks.removeAbout", { url })}</p>
      </AskFirst>
    </Panel>
  );
}
