import { Button, Textarea, TextInput } from "@mantine/core";
import { useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../../data/ask.ts";
import { Dialog } from "../../parts/dialog.tsx";
import form from "../../parts/form.module.css";
import { Failure } from "../../parts/failure.tsx";
import { DialogForm, Form } from "../../parts/form.tsx";
import { shorten, useFieldWords } from "./field-words.ts";
import type { TicketView } from "./ticket-queries.ts";
import { type Overtaken, type TicketPatch, useEdit } from "./use-edit.ts";

interface TicketDialogProps {
  ticket: TicketView;
  opened: boolean;
  onClose(): void;
}

/** To whom it goes: an address, oneself, or nobody. */
export function AssignDialog({ ticket, opened, onClose }: TicketDialogProps) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const [address, setAddress] = useState(String(ticket.fields["assignee"] ?? ""));
  const edit = useEdit(onClose);
  const own = me.person?.email;
  const assign = (to: string | null) => edit.run(ticket, { assignee: to });
  return (
    <Dialog title={t("ticket.assignTitle")} opened={opened} onClose={onClose}>
      <Form onSubmit={() => assign(address.trim() === "" ? null : address.trim())}>
        {edit.error && !(edit.error instanceof Refusal && edit.error.of("assignee")) && <Failure error={edit.error} />}
        <TextInput
          label={t("ticket.assignee")}
          description={t("ticket.assigneeHelp")}
          type="email"
          data-autofocus
          value={address}
          error={(edit.error instanceof Refusal && edit.error.of("assignee")) || null}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
        />
        <OvertakenNote edit={edit} />
        <div className={form.buttons}>
          {ticket.fields["assignee"] ? (
            <Button variant="default" onClick={() => assign(null)}>
              {t("ticket.toNobody")}
            </Button>
          ) : null}
          {own && ticket.fields["assignee"] !== own && (
            <Button variant="default" onClick={() => assign(own)}>
              {t("ticket.toMe")}
            </Button>
          )}
          <Button type="submit" loading={edit.isPending}>
            {t("ticket.assign")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Ends the work, and says what was done. */
export function ResolveDialog({ ticket, opened, onClose }: TicketDialogProps) {
  const { t } = useTranslation();
  const [resolution, setResolution] = useState(String(ticket.fields["resolution"] ?? ""));
  const edit = useEdit(onClose);
  const resolve = () => {
    const said = resolution.trim() === "" ? null : resolution;
    const isNew = said !== (ticket.fields["resolution"] ?? null);
    edit.run(ticket, { status: "resolved", ...(isNew ? { resolution: said } : {}) });
  };
  return (
    <Dialog title={t("ticket.resolveTitle")} opened={opened} onClose={onClose}>
      <DialogForm submit={t("ticket.steps.resolve")} onSubmit={resolve} onCancel={onClose} isBusy={edit.isPending}>
        {edit.error && <Failure error={edit.error} />}
        <Textarea
          label={t("ticket.resolution")}
          description={t("ticket.resolutionHelp")}
          data-autofocus
          rows={4}
          value={resolution}
          onChange={({ currentTarget }) => setResolution(currentTarget.value)}
        />
        <OvertakenNote edit={edit} />
      </DialogForm>
    </Dialog>
  );
}

interface OvertakenNoteProps {
  edit: {
    overtaken: Overtaken | undefined;
    leave(): void;
    run(seen: TicketView, patch: TicketPatch): void;
    isPending: boolean;
  };
}

/** Somebody has set the same field meanwhile: what it is now, and what one wanted. */
export function OvertakenNote({ edit }: OvertakenNoteProps) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const { overtaken } = edit;
  if (!overtaken) return null;
  return (
    <div role="alert" className={form.form}>
      <p>
        <strong>{t("ticket.overtaken")}</strong> {t("ticket.overtakenHelp")}
      </p>
      <ul>
        {overtaken.rows.map(({ field, now, wanted }) => (
          <li key={field}>
            {t("ticket.overtakenRow", {
              field: words.name(field),
              now: shorten(words.value(field, now), 60),
              wanted: shorten(words.value(field, wanted), 60),
            })}
          </li>
        ))}
      </ul>
      <div className={form.buttons}>
        <Button variant="default" onClick={edit.leave}>
          {t("ticket.takeTheirs")}
        </Button>
        <Button variant="default" loading={edit.isPending} onClick={() => edit.run(overtaken.fresh, overtaken.patch)}>
          {t("ticket.setMine")}
        </Button>
      </div>
    </div>
  );
}
