import { ActionIcon, Menu } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Icon } from "../../parts/icon.tsx";
import { isWebAddress } from "../../parts/web-address.ts";
import { isWorking } from "./side-rows.ts";
import css from "./sides.module.css";
import type { RecordOfTicket } from "./ticket-queries.ts";
import { useRecordWork } from "./use-settle.ts";

interface RecordNameProps {
  ticketId: string;
  record: RecordOfTicket;
  mayAct: boolean;
}

/** A desk's record by name and number, with what can be done about it: opened there, read anew, let go. */
export function RecordName({ ticketId, record, mayAct }: RecordNameProps) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const { resync, unlink } = useRecordWork(ticketId);
  const name = record.connection;
  const about = { link: record.id, name };
  const hasActions = record.url !== null || (mayAct && isWorking(record));
  return (
    <span className={css.record}>
      <span className={css.recordWords}>
        <span className={css.recordName}>{name}</span>
        <span className={css.number}>
          {record.number ?? (record.state === "active" ? "" : t(`ticket.sides.linkStates.${record.state}`))}
        </span>
      </span>
      {hasActions && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={t("ticket.sides.recordMenu", { name })}
              className={css.recordMenu ?? ""}
            >
              <Icon name="more" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {isWebAddress(record.url) && (
              <Menu.Item
                component="a"
                href={record.url}
                target="_blank"
                rel="noreferrer"
                leftSection={<Icon name="external" />}
              >
                {t("ticket.sides.open", { name })}
              </Menu.Item>
            )}
            {mayAct && isWorking(record) && (
              <>
                <Menu.Item leftSection={<Icon name="history" />} onClick={() => resync.mutate(about)}>
                  {t("ticket.sides.resync")}
                </Menu.Item>
                <Menu.Item leftSection={<Icon name="split" />} onClick={() => setAsks(true)}>
                  {t("ticket.sides.unlink")}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <AskFirst
        grave
        title={t("ticket.sides.unlinkTitle", { name, number: record.number ?? "" })}
        opened={asks}
        onClose={() => setAsks(false)}
        confirm={t("ticket.sides.unlinkDo")}
        busy={unlink.isPending}
        error={unlink.error}
        onConfirm={() => unlink.mutate(about, { onSuccess: () => setAsks(false) })}
      >
        {t("ticket.sides.unlinkHelp", { name })}
      </AskFirst>
    </span>
  );
}
