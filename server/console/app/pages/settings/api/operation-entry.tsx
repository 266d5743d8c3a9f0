import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Breakable } from "../../../parts/breakable.tsx";
import rows from "../../../parts/rows.module.css";
import { type Operation, type Schema, writeShape } from "./api-document.ts";
import css from "./api.module.css";
import { TryOperation } from "./try-operation.tsx";

/** One route: closed a line, open what it takes and answers, and a way to try it. */
export function OperationEntry({
  operation,
  shapes,
}: {
  operation: Operation;
  shapes: Readonly<Record<string, Schema>>;
}) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { id, method, path, summary, description, body, answer } = operation;
  return (
    <div className={css.entry}>
      <button
        type="button"
        className={css.head}
        aria-expanded={isOpen}
        aria-controls={`operation-${id}`}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={css.method}>{method}</span>
        <span className={css.path}>
          <Breakable text={path} />
        </span>
        <span className={css.summary}>{summary}</span>
      </button>
      {isOpen && (
        <div id={`operation-${id}`} className={css.open}>
          {description && <p>{description}</p>}
          <TryOperation operation={operation} />
          {body && (
            <>
              <h3>{t("settings.api.body")}</h3>
              <pre className={rows.pre}>{writeShape(body, shapes)}</pre>
            </>
          )}
          {answer && (
            <>
              <h3>
                {t("settings.api.answer")}: {t("settings.api.shape")}
              </h3>
              <pre className={rows.pre}>{writeShape(answer, shapes)}</pre>
            </>
          )}
        </div>
      )}
    </div>
  );
}
