import { Button } from "@mantine/core";
import { tell } from "../../../parts/tell.tsx";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { Bones } from "../../../parts/bones.tsx";
import { Dialog } from "../../../parts/dialog.tsx";
import { Failure } from "../../../parts/failure.tsx";
import { sayHubWords } from "../../../hub-words/say.ts";
import rows from "../../../parts/rows.module.css";
import { useFormats } from "../../../text/formats.ts";
import { EventWords } from "./event-words.tsx";
import type { Webhook } from "./webhooks-part.tsx";

/** What a webhook was told, and what became of each. */
export function WebhookLog({ webhook, opened, onClose }: { webhook: Webhook; opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const param = { id: webhook.id };
  const list = useQuery({
    queryKey: ["webhook-log", webhook.id],
    queryFn: () => ask(api.webhooks[":id"].deliveries.$get({ param, query: { limit: "100" } })),
    enabled: opened,
    refetchInterval: 5_000,
  });
  const again = useMutation({
    mutationFn: (event: string) => ask(api.webhooks[":id"].replay.$post({ param, json: { event } })),
    onSuccess: async () => {
      tell(t("settings.webhooks.sentAgain"));
      await list.refetch();
    },
  });
  return (
    <Dialog title={`${t("settings.webhooks.log")}: ${webhook.url}`} opened={opened} onClose={onClose} size="xl">
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      {again.error && <Failure error={again.error} />}
      {list.isPending && <Bones rows={4} />}
      {list.data?.length === 0 && <p>{t("settings.webhooks.logNone")}</p>}
      {list.data && list.data.length > 0 && (
        <table className={rows.table}>
          <tbody>
            {list.data.map(({ id, type, subject, at, state, attempts, status, detail }) => (
              <tr key={id}>
                <td>
                  <EventWords types={[type]} />
                  <span className={rows.more}>
                    <code>{type}</code>
                  </span>
                  <span className={rows.more}>{subject}</span>
                </td>
                <td>{when(at)}</td>
                <td>
                  {t(`settings.webhooks.logState.${state}`)}
                  {status !== null && ` (${status})`}
                  <span className={rows.more}>
                    {[t("settings.webhooks.attempts", { count: attempts }), detail && sayHubWords(detail)]
                      .filter(Boolean)
                      .join(", ")}
                  </span>
                </td>
                <td className={rows.end}>
                  <Button variant="subtle" size="xs" onClick={() => again.mutate(id)}>
                    {t("settings.webhooks.again")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
