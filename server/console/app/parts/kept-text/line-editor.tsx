import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import css from "./kept-text.module.css";

interface LineEditorProps {
  label: string;
  value: string;
  /** What the hub has refused; a line that it names is marked. */
  fault?: string | undefined;
  readOnly?: boolean;
  onChange(next: string): void;
}

/** A text with numbered lines. Tab leaves it, as it leaves every field; Ctrl with square brackets indents. */
export function LineEditor({ label, value, fault, readOnly = false, onChange }: LineEditorProps) {
  const { t } = useTranslation();
  const numbers = useRef<HTMLOListElement>(null);
  const lines = value.split("\n");
  const marked = Number(/\bline (\d+)/.exec(fault ?? "")?.[1] ?? 0);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!event.ctrlKey || (event.key !== "]" && event.key !== "[")) return;
    event.preventDefault();
    const area = event.currentTarget;
    const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = area.selectionEnd;
    const part = value.slice(start, end);
    const next = event.key === "]" ? part.replaceAll(/^/gm, "  ") : part.replaceAll(/^ {1,2}/gm, "");
    onChange(value.slice(0, start) + next + value.slice(end));
  };
  return (
    <div className={css.editor}>
      <ol ref={numbers} className={css.numbers} aria-hidden="true">
        {lines.map((_, index) => (
          <li key={index} className={index + 1 === marked ? css.marked : undefined}>
            {index + 1}
          </li>
        ))}
      </ol>
      <textarea
        className={css.area}
        aria-label={label}
        aria-invalid={fault !== undefined}
        {...(marked > 0 ? { "aria-description": t("keptText.line", { line: marked }) } : {})}
        spellCheck={false}
        wrap="off"
        readOnly={readOnly}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => {
          if (numbers.current) numbers.current.scrollTop = currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
