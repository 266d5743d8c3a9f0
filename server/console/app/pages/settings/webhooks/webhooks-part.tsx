import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { Bones } from "../../../parts/bones.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { Failure } from "../../../parts/failure.tsx";
import { Icon } from "../../../parts/icon.tsx";
import { Panel } from "../../../parts/panel.tsx";
import css from "../settings.module.css";
import { NewWebhookDialog } from "./new-webhook-dialog.tsx";
import { WebhookEntry } from "./webhook-entry.tsx";

export type Webhook = InferResponseType<typeof api.webhooks.$get, 200>[number];

/** Other systems that are told of what happens, and how each does. */
export function WebhooksPart() {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const list = useQuery({
    queryKey: ["webhooks"],
    queryFn: () => ask(api.webhooks.$get()),
    refetchInterval: 10_000,
  });
  return (
    <>
      <div className={css.head}>
        <p className={css.about}>{t("settings.webhooks.about")}</p>
        <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
          {t("settings.webhooks.add")}
        </Button>
      </div>
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      {(list.isPending || list.data?.length === 0) && (
        <Panel>{list.isPending ? <Bones rows={2} /> : <Empty title={t("settings.webhooks.none")} />}</Panel>
      )}
      {list.data?.map((webhook) => (
        <WebhookEntry key={webhook.id} webhook={webhook} />
      ))}
      <NewWebhookDialog opened={isAdding} onClose={() => setAdding(false)} />
    </>
  );
}
