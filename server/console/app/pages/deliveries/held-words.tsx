import { useTranslation } from "react-i18next";
import type { Quarantined } from "./deliveries.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./deliveries.module.css";

type Held = Pick<Quarantined, "reason" | "path" | "detail" | "expected">;

/** Why something is held; then the hub's or the vendor's own words, and where in it that is, unless they begin with it. */
export function HeldWords({ held }: { held: Held }) {
  const { t } = useTranslation();
  const { reason, path, detail, expected } = held;
  return (
    <>
      <p className={css.why}>{t(`deliveries.quarantine.reasons.${reason}`)}</p>
      <p>
        {path && !detail.startsWith(path) && <code>{path}: </code>}
        {sayHubWords(detail)}
      </p>
      {expected && <p>{t("deliveries.one.expected", { what: sayHubWords(expected) })}</p>}
    </>
  );
}

/** What a person can do about it. */
export function HeldTodo({ held, className }: { held: Held; className: string | undefined }) {
  const { t } = useTranslation();
  return <p className={className}>{t(`deliveries.quarantine.todo.${held.reason}`)}</p>;
}
