import { ActionIcon, Button, Menu } from "@mantine/core";
import { useRouteContext, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { statuses } from "../../data/words.ts";
import { copyText } from "../../parts/copy.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { DeskMark, PriorityMark } from "../../parts/marks.tsx";
import { tell } from "../../parts/tell.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { EditDialog } from "./edit-dialog.tsx";
import { isStatus, type Status, useFieldWords } from "./field-words.ts";
import { decideNextStep } from "./next-step.ts";
import { AssignDialog, OvertakenNote, ResolveDialog } from "./ticket-dialogs.tsx";
import type { TicketView } from "./ticket-queries.ts";
import css from "./ticket.module.css";
import { useEdit } from "./use-edit.ts";

/** What the ticket is and who has it, and what one can do about it: the likeliest next step filled. */
export function TicketHead({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { me } = useRouteContext({ from: "/shell" });
  const router = useRouter();
  const { status, priority, title, assignee } = ticket.fields;
  useEffect(() => {
    document.title = `${String(title)} · Interdesk`;
  }, [title]);
  const numbers = ticket.links.flatMap(({ state, number }) => (state === "active" && number ? [number] : []));
  const back = () => (router.history.canGoBack() ? router.history.back() : void router.navigate({ to: "/" }));
  return (
    <header className={css.head}>
      <div className={css.facts}>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t("ticket.toTickets")} onClick={back}>
          <Icon name="back" size={18} />
        </ActionIcon>
        {ticket.code && <span className={css.code}>{ticket.code}</span>}
        {numbers.length > 0 && <span>{numbers.join(", ")}</span>}
        {typeof priority === "number" && <PriorityMark priority={priority} />}
        <span className={css.strong}>{ticket.client}</span>
        <span>{words.value("status", status)}</span>
        <span>{typeof assignee === "string" ? assignee : t("ticket.nobody")}</span>
        <span className={css.desks}>
          {ticket.links
            .filter(({ state }) => state === "active")
            .map(({ id, connection }) => (
              <DeskMark key={id} name={connection} />
            ))}
        </span>
      </div>
      <h1 className={css.title}>{String(title)}</h1>
      {isAtLeast(me.role, "technician") && isStatus(status) && <TicketActions ticket={ticket} status={status} />}
    </header>
  );
}

type Opened = "assign" | "resolve" | "edit";

function TicketActions({ ticket, status }: { ticket: TicketView; status: Status }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened>();
  const edit = useEdit();
  const next = decideNextStep(status);
  const close = () => setOpened(undefined);
  const set = (wanted: Status) => (wanted === "resolved" ? setOpened("resolve") : edit.run(ticket, { status: wanted }));
  const isOpen = !["resolved", "closed", "cancelled"].includes(status);
  const copy = async () => {
    await copyText(location.href);
    tell(t("ticket.linkCopied"));
  };
  return (
    <div className={css.actions}>
      <Button loading={edit.isPending} onClick={() => set(next.status)} className={css.first ?? ""}>
        {t(`ticket.steps.${next.name}`)}
      </Button>
      <Button variant="default" onClick={() => setOpened("assign")}>
        {t("ticket.assign")}
      </Button>
      {isOpen && status !== "held" && status !== "pending" && (
        <Button variant="default" onClick={() => set("held")}>
          {t("ticket.hold")}
        </Button>
      )}
      {status === "resolved" && (
        <Button variant="default" onClick={() => set("inProgress")}>
          {t("ticket.steps.reopen")}
        </Button>
      )}
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button variant="default" aria-label={t("ticket.more")} className={css.moreButton ?? ""}>
            <Icon name="more" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="edit" />} onClick={() => setOpened("edit")}>
            {t("ticket.edit")}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="link" />} onClick={() => void copy()}>
            {t("ticket.copyLink")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t("ticket.setStatus")}</Menu.Label>
          {statuses
            .filter((one) => one !== status)
            .map((one) => (
              <Menu.Item key={one} onClick={() => set(one)}>
                {t(`common.status.${one}`)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {edit.error && <Failure error={edit.error} />}
      {opened === "assign" && <AssignDialog ticket={ticket} opened onClose={close} />}
      {opened === "resolve" && <ResolveDialog ticket={ticket} opened onClose={close} />}
      {opened === "edit" && <EditDialog ticket={ticket} opened onClose={close} />}
      <Dialog title={t("ticket.overtaken")} opened={edit.overtaken !== undefined} onClose={edit.leave}>
        <OvertakenNote edit={edit} />
      </Dialog>
    </div>
  );
}
