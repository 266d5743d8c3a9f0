import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { queries } from "../../../data/queries.ts";
import { AskFirst } from "../../../parts/ask-first.tsx";
import { Bones } from "../../../parts/bones.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { Failure } from "../../../parts/failure.tsx";
import { Icon } from "../../../parts/icon.tsx";
import { Unseen } from "../../../parts/marks.tsx";
import { Panel } from "../../../parts/panel.tsx";
import rows from "../../../parts/rows.module.css";
import { useFormats } from "../../../text/formats.ts";
import css from "../settings.module.css";
import { NewKeyDialog } from "./new-key-dialog.tsx";

type Key = InferResponseType<(typeof api)["api-keys"]["$get"], 200>[number];

/** Keys by which programs ask: made, and revoked. */
export function KeysPart() {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const [revoked, setRevoked] = useState<Key>();
  const list = useQuery({ queryKey: ["api-keys"], queryFn: () => ask(api["api-keys"].$get()) });
  const revoke = useMutation({
    mutationFn: async () => {
      if (revoked) await ask(api["api-keys"][":id"].$delete({ param: { id: revoked.id } }));
      await queries.invalidateQueries({ queryKey: ["api-keys"] });
    },
    onSuccess: () => setRevoked(undefined),
  });
  const add = (
    <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
      {t("settings.keys.add")}
    </Button>
  );
  return (
    <>
      <div className={css.head}>
        <p className={css.about}>{t("settings.keys.about")}</p>
        {add}
      </div>
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      <Panel flush>
        {list.isPending && <Bones rows={2} />}
        {list.data?.length === 0 && <Empty title={t("settings.keys.none")} />}
        {list.data && list.data.length > 0 && <KeyTable keys={list.data} onRevoke={setRevoked} />}
      </Panel>
      <NewKeyDialog opened={isAdding} onClose={() => setAdding(false)} />
      <AskFirst
        grave
        title={t("settings.keys.revokeTitle", { name: revoked?.name ?? "" })}
        opened={revoked !== undefined}
        onClose={() => setRevoked(undefined)}
        confirm={t("settings.keys.revoke")}
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate()}
      >
        <p>{t("settings.keys.revokeAbout")}</p>
      </AskFirst>
    </>
  );
}

function KeyTable({ keys, onRevoke }: { keys: readonly Key[]; onRevoke(key: Key): void }) {
  const { t } = useTranslation();
  const { when, date } = useFormats();
  return (
    <table className={rows.table}>
      <thead>
        <tr>
          <th scope="col">{t("settings.keys.name")}</th>
          <th scope="col">{t("settings.keys.role")}</th>
          <th scope="col">{t("settings.keys.lastUsed")}</th>
          <th scope="col">{t("settings.keys.ends")}</th>
          <th scope="col">
            <Unseen>{t("settings.keys.revoke")}</Unseen>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td>
              {key.name}
              <span className={rows.more}>{t("settings.keys.by", { name: key.createdBy })}</span>
              {key.clients && (
                <span className={rows.more}>
                  {t("people.onlyClients", { count: key.clients.length, names: key.clients.join(", ") })}
                </span>
              )}
            </td>
            <td>{t(`common.roles.${key.role}`)}</td>
            <td data-title={t("settings.keys.lastUsed")}>
              {key.lastUsedAt ? when(key.lastUsedAt) : t("settings.keys.never")}
            </td>
            <td data-title={t("settings.keys.ends")}>
              {key.expiresAt ? date(key.expiresAt) : t("settings.keys.never")}
            </td>
            <td className={rows.end}>
              <Button
                variant="subtle"
                size="xs"
                aria-label={`${t("settings.keys.revoke")}: ${key.name}`}
                onClick={() => onRevoke(key)}
              >
                {t("settings.keys.revoke")}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
