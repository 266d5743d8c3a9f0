import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../../parts/icon.tsx";
import { useHubWords } from "../../parts/use-hub-words.ts";
import { useFormats } from "../../text/formats.ts";
import type { Connection } from "./connections.ts";
import css from "./connections.module.css";

const shapes: Readonly<Record<Connection["health"], { icon: IconName; look: string | undefined }>> = {
  working: { icon: "check", look: css.fine },
  failing: { icon: "cross", look: css.failing },
  resting: { icon: "pause", look: css.failing },
  silent: { icon: "triangle", look: css.soon },
  parked: { icon: "pause", look: css.paused },
};

/** How a connection does, in a shape and a word; the sentence behind it says what that means. */
export function HealthMark({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const help = useHealthText();
  const { icon, look } = shapes[connection.health];
  return (
    <span className={`${css.health} ${look ?? ""}`} title={help(connection)}>
      <Icon name={icon} />
      {t(`connections.health.${connection.health}`)}
    </span>
  );
}

/** What a connection's health means, in a sentence. */
export function useHealthText(): (connection: Connection) => string {
  const { t } = useTranslation();
  const { time } = useFormats();
  const words = useHubWords();
  return ({ health, restsUntil, parkedReason, lastError }) => {
    if (health === "resting")
      return restsUntil
        ? t("connections.healthHelp.resting", { time: time(restsUntil) })
        : t("connections.healthHelp.restingSoon");
    if (health === "failing" && lastError) return words.fault(lastError);
    if (health === "parked" && parkedReason) return parkedReason;
    return t(`connections.healthHelp.${health}`);
  };
}
