import { useTranslation } from "react-i18next";
import { Prose } from "../../parts/markdown/markdown.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { TicketView } from "./ticket-queries.ts";
import css from "./ticket.module.css";

/** The ticket's own words in full: what was described, and what was done. */
export function DescriptionPanel({ ticket: { fields } }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const { description, resolution } = fields;
  return (
    <>
      {typeof resolution === "string" && resolution !== "" && (
        <Panel title={t("ticket.fields.resolution")}>
          <div className={css.prose}>
            <Prose text={resolution} />
          </div>
        </Panel>
      )}
      {typeof description === "string" && description !== "" && (
        <Panel title={t("ticket.fields.description")}>
          <div className={css.prose}>
            <Prose text={description} />
          </div>
        </Panel>
      )}
    </>
  );
}
