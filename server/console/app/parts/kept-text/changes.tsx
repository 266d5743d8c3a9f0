import { diffLines } from "diff";
import { useTranslation } from "react-i18next";
import css from "./kept-text.module.css";

/** Lines of context around a change. */
const around = 2;
/** Beyond that the whole text is told as replaced, so that a browser never stands still. */
const longestMs = 1_500;

/** How the lines of a text change, with a few around each. */
export function Changes({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation();
  const parts = diffLines(from, to, { timeout: longestMs }) ?? replaceAll(from, to);
  if (parts.every(({ added, removed }) => !added && !removed)) return <p>{t("keptText.same")}</p>;
  const lines = parts.flatMap(({ value, added, removed }, index) => {
    const own = value.replace(/\n$/, "").split("\n");
    const kind = added ? "added" : removed ? "removed" : "same";
    if (kind !== "same" || own.length <= around * 2 + 1) return own.map((line) => ({ kind, line }) as const);
    const head = index === 0 ? [] : own.slice(0, around);
    const tail = index === parts.length - 1 ? [] : own.slice(-around);
    return [...head, "…", ...tail].map((line) => ({ kind, line }) as const);
  });
  const signs = { added: "+", removed: "−", same: " " } as const;
  return (
    <pre className={css.diff} tabIndex={0} role="region" aria-label={t("keptText.changes")} data-scrolls>
      {lines.map(({ kind, line }, index) => (
        <span key={index} className={css[kind]}>
          {`${signs[kind]} ${line}\n`}
        </span>
      ))}
    </pre>
  );
}

function replaceAll(from: string, to: string) {
  return [
    { value: from, added: false, removed: true },
    { value: to, added: true, removed: false },
  ];
}
