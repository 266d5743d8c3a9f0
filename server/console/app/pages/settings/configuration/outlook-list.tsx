import type { InferResponseType } from "hono/client";
import { useTranslation } from "react-i18next";
import type { api } from "../../../data/api.ts";
import rows from "../../../parts/rows.module.css";

export type Outlook = InferResponseType<typeof api.configuration.diff.$post, 200>;
const signs = { add: "+", change: "~", remove: "−" } as const;

/** What a file would change, each with what stands there and what would. */
export function OutlookList({ outlook }: { outlook: Pick<Outlook, "changes"> }) {
  const { t } = useTranslation();
  if (outlook.changes.length === 0) return <p>{t("settings.configuration.nothing")}</p>;
  return (
    <ul>
      {outlook.changes.map(({ part, action, name, differences, lines }, index) => (
        <li key={`${index}-${part}-${name}`}>
          <p>
            {signs[action]} {part} <strong>{name}</strong>
          </p>
          {differences.map(({ path, from, to }) => (
            <p key={path} className={rows.more}>
              {path}: {from ?? "–"} → {to ?? "–"}
            </p>
          ))}
          {lines !== null && <pre className={rows.pre}>{lines}</pre>}
        </li>
      ))}
    </ul>
  );
}
