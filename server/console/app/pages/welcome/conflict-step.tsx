import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { named } from "../connections/connections.ts";
import { lookAgain, type Tour } from "./tour.ts";
import css from "./welcome.module.css";

/** Two edits of one title at once, and the decision between them. */
export function ConflictStep({ tour }: { tour: Tour }) {
  const { t } = useTranslation();
  const { ticket, link, desk } = tour;
  const make = useMutation({
    mutationFn: () =>
      ask(
        api.simulators[":name"].conflict.$post({
          ...named(desk?.connection ?? ""),
          json: { ticketId: ticket?.id ?? "" },
        }),
      ),
    onSettled: lookAgain,
  });
  const settle = useMutation({
    mutationFn: (choice: "keep" | "take") =>
      ask(
        api.tickets[":id"].links[":link"].settle.$post({
          param: { id: ticket?.id ?? "", link: link?.id ?? "" },
          json: { field: "title", choice },
        }),
      ),
    onSettled: lookAgain,
  });
  const error = make.error ?? settle.error;
  const isHeld = link !== undefined && "title" in link.held;
  return (
    <>
      {error && <Failure error={error} />}
      {tour.done.conflict && <p>{t("welcome.conflict.settled", { title: String(ticket?.fields["title"]) })}</p>}
      {!tour.done.conflict && isHeld && (
        <div className={css.form} role="group" aria-label={t("welcome.conflict.title")}>
          <dl className={css.clocks}>
            <div>
              <dt>{t("welcome.conflict.ours")}</dt>
              <dd>{String(ticket?.fields["title"])}</dd>
            </div>
            {make.data && (
              <div>
                <dt>{t("welcome.conflict.theirs")}</dt>
                <dd>{make.data.theirs}</dd>
              </div>
            )}
          </dl>
          <div className={css.line}>
            <Button loading={settle.isPending} onClick={() => settle.mutate("keep")}>
              {t("welcome.conflict.keep")}
            </Button>
            <Button variant="default" loading={settle.isPending} onClick={() => settle.mutate("take")}>
              {t("welcome.conflict.take")}
            </Button>
          </div>
        </div>
      )}
      {!tour.done.conflict && !isHeld && (
        <>
          <Button loading={make.isPending} disabled={!link?.number} onClick={() => make.mutate()}>
            {t("welcome.conflict.action")}
          </Button>
          <span role="status">{make.data && t("welcome.conflict.wait")}</span>
        </>
      )}
    </>
  );
}
