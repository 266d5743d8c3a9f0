import { Refusal } from "../data/ask.ts";
import { sayHubWords } from "../hub-words/say.ts";
import css from "./notes.module.css";

/** Each field that the hub has refused, with what it expected there. */
export function FieldFaults({ error }: { error: unknown }) {
  if (!(error instanceof Refusal) || error.fields.length === 0) return null;
  return (
    <ul className={css.faults}>
      {error.fields.map(({ field, expected, value }) => (
        <li key={`${field}-${expected}`}>
          <code>{field || "–"}</code> {sayHubWords(expected)}
          {value !== undefined && value !== null && ` (${JSON.stringify(value)})`}
        </li>
      ))}
    </ul>
  );
}
