import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Refusal } from "../data/ask.ts";
import { oneOf } from "../data/words.ts";
import { Icon } from "./icon.tsx";
import { sayHubWords } from "../hub-words/say.ts";
import css from "./notes.module.css";

/** Why something is not there, and what to do: the hub's own words, or ours where it cannot be reached or one may not. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.failure} role="alert">
      <Icon name="triangle" />
      <p>{useProblemText()(error)}</p>
      {retry && (
        <Button variant="default" size="xs" onClick={retry}>
          {t("common.tryAgain")}
        </Button>
      )}
    </div>
  );
}

const problems = [
  "malformed",
  "notFound",
  "conflict",
  "changedMeanwhile",
  "tooLarge",
  "invalid",
  "tooManyRequests",
  "failed",
] as const;

/** An error in words for people: what kind it is in their language, and the hub's own words, which name the field. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
    if (error.status === 0 || error.status === 502 || error.status === 503)
      return t(error.repeats ? "common.unreachable" : "common.unanswered");
    if (error.status === 403) return t("common.forbidden");
    const kind = oneOf(problems, error.code);
    const detail = tell(error);
    return kind ? t(`common.problems.${kind}`, { detail }) : detail;
  };
}

/** Where fields are wrong the hub begins with the kind itself, and names each. */
function tell({ message, fields }: Refusal): string {
  if (!message.startsWith("Not accepted: ") || fields.length === 0) return sayHubWords(message);
  return fields.map(({ field, expected }) => (field ? `${field}: ` : "") + sayHubWords(expected)).join("; ");
}
