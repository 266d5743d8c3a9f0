import { useTranslation } from "react-i18next";

/** Kinds of events in words, each with its code behind. */
export function EventWords({ types }: { types: readonly string[] }) {
  const wordsOf = useEventWords();
  return types.map((type, index) => (
    <span key={type} title={type}>
      {index > 0 && ", "}
      {wordsOf(type)}
    </span>
  ));
}

/** Words for the code of events; a code without words stays as it is. */
export function useEventWords(): (type: string) => string {
  const { t, i18n } = useTranslation();
  return (type) => {
    if (type === "*" || type === "interdesk.*") return t("settings.webhooks.everything");
    const name = type.replace(/^interdesk\./, "").replace(/\.\*$/, "");
    const key = `settings.webhooks.events.${name.replaceAll(".", "_")}`;
    return i18n.exists(key) ? t(key as "settings.webhooks.events.ticket") : type;
  };
}
