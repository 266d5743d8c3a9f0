import { useTranslation } from "react-i18next";
import { Icon } from "../../parts/icon.tsx";
import { useHubWords } from "../../hub-words/use-hub-words.ts";
import { markOf, stateOf } from "../../shell/connection-state.ts";
import { useFormats } from "../../text/formats.ts";
import type { Connection } from "./connections.ts";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./connections.module.css";

/** How a connection does, in a shape and a word; the sentence behind it says what that means. */
export function HealthMark({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const help = useHealthText();
  const { state, look, icon } = markOf(connection);
  const word = t(`health.states.${state}`);
  return (
    <span className={`${css.health} ${css[look] ?? ""}`} title={help(connection)}>
      <Icon name={icon} />
      {word.charAt(0).toUpperCase() + word.slice(1)}
    </span>
  );
}

/** What a connection's health means, in a sentence. */
export function useHealthText(): (connection: Connection) => string {
  const { t } = useTranslation();
  const { when } = useFormats();
  const words = useHubWords();
  return (connection) => {
    const { health, restsUntil, parkedReason, lastError } = connection;
    const state = stateOf(connection);
    if (state === "parked" && parkedReason) return sayHubWords(parkedReason);
    if (state === "resting" && health === "resting")
      return restsUntil
        ? t("connections.healthHelp.resting", { time: when(restsUntil) })
        : t("connections.healthHelp.restingSoon");
    if (state === "working" || state === "unused" || state === "silent" || state === "parked")
      return t(`connections.healthHelp.${state}`);
    return lastError ? words.fault(lastError) : t("connections.healthHelp.failing");
  };
}
