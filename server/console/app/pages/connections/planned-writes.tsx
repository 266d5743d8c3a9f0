import { Link } from "@tanstack/react-router";
import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import type { api } from "../../data/api.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./connection.module.css";
import { useFieldName, useValueText } from "./field-words.ts";

type Writes = InferResponseType<(typeof api.connections)[":name"]["preview"]["$get"], 200>;

/** Each write that would be made, with what stands there now. */
export function PlannedWrites({ writes }: { writes: Writes }) {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const textOf = useValueText();
  if (writes.length === 0) return <p className={css.gap}>{t("connections.sync.previewNone")}</p>;
  return (
    <div className={css.values}>
      <table className={css.table}>
        <tbody>
          {writes.map((write, index) => (
            <tr key={index}>
              <td>
                <Link to="/tickets/$id" params={{ id: write.ticketId }}>
                  {write.title}
                </Link>
                <span className={css.second}>
                  {t(`connections.sync.operations.${write.operation}`)}
                  {write.number !== null && ` ${write.number}`}
                </span>
              </td>
              <td>
                {write.detail && sayHubWords(write.detail)}
                {write.fields.map(({ field, from, to }) => (
                  <div key={field}>
                    <span className={css.muted}>{nameOf(field)}:</span>{" "}
                    {write.operation === "write" && (
                      <>
                        <del>{textOf(field, from)}</del> →{" "}
                      </>
                    )}
                    <ins className={css.plain}>{textOf(field, to)}</ins>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
