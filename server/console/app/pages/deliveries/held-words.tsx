import { useTranslation } from "react-i18next";

interface Held {
  reason: string;
  path: string | null;
  detail: string;
  expected: string | null;
}

const known = ["unknownClient", "tooOld", "unverified", "unreadable", "rejected"] as const;

/** Why something is held, with where in it that is, unless the reason begins with that itself. */
export function HeldWords({ held }: { held: Held }) {
  const { t } = useTranslation();
  const { path, detail, expected } = held;
  return (
    <>
      <p>
        {path && !detail.startsWith(path) && <code>{path}: </code>}
        {detail}
      </p>
      {expected && <p>{t("deliveries.one.expected", { what: expected })}</p>}
    </>
  );
}

/** What a person can do about it. */
export function HeldTodo({ held, className }: { held: Held; className: string | undefined }) {
  const { t } = useTranslation();
  const reason = known.find((name) => name === held.reason) ?? "other";
  return <p className={className}>{t(`deliveries.quarantine.todo.${reason}`)}</p>;
}
