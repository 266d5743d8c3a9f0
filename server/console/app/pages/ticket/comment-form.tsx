import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import css from "./timeline.module.css";

type Visibility = "internal" | "public";

/** Says something on the ticket: internal unless one chooses that the client reads it. */
export function CommentForm({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const noteId = useId();
  const [body, setBody] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("internal");
  const say = useMutation({
    mutationFn: () => ask(api.tickets[":id"].comments.$post({ param: { id: ticketId }, json: { body, visibility } })),
    onSuccess: () => {
      setBody("");
      // What is public is chosen each time.
      setVisibility("internal");
      void queries.invalidateQueries({ queryKey: ["ticket", ticketId] });
    },
  });
  const send = () => {
    if (body.trim() !== "" && !say.isPending) say.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  };
  return (
    <Form className={css.form} onSubmit={send}>
      <Textarea
        aria-label={t("ticket.comments.label")}
        aria-describedby={noteId}
        placeholder={t("ticket.comments.placeholder")}
        rows={body === "" ? 2 : 5}
        // What is on its way is not written over; the next words begin when it has arrived.
        readOnly={say.isPending}
        value={body}
        classNames={{ input: visibility === "public" ? (css.publicInput ?? "") : (css.internalInput ?? "") }}
        onKeyDown={onKeyDown}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
      />
      {say.error && <Failure error={say.error} />}
      <div className={css.formLine}>
        <SegmentedControl
          size="xs"
          aria-label={t("ticket.comments.visibility")}
          disabled={say.isPending}
          value={visibility}
          data={(["internal", "public"] as const).map((value) => ({ value, label: t(`ticket.comments.${value}`) }))}
          onChange={(value) => setVisibility(value === "public" ? "public" : "internal")}
        />
        <span id={noteId} className={visibility === "public" ? css.publicNote : css.internalNote} role="status">
          {t(visibility === "public" ? "ticket.comments.publicNote" : "ticket.comments.internalNote")}
        </span>
        <Button
          type="submit"
          size="xs"
          variant={visibility === "public" ? "filled" : "default"}
          disabled={body.trim() === ""}
          loading={say.isPending}
          title={t("ticket.comments.hint")}
        >
          {t(visibility === "public" ? "ticket.comments.addPublic" : "ticket.comments.addInternal")}
        </Button>
      </div>
    </Form>
  );
}
