import { CopyButton } from "./copy-button.tsx";
import css from "./copy-text.module.css";

/** A text to be carried elsewhere, such as an address or a script. */
export function CopyText({ label, text }: { label: string; text: string }) {
  return (
    <div className={css.box}>
      <div className={css.head}>
        <span>{label}</span>
        <CopyButton text={text} />
      </div>
      <pre className={css.text} tabIndex={0} aria-label={label} data-scrolls>
        {text}
      </pre>
    </div>
  );
}
