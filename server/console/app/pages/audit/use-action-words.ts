import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Words for the code of an action; a code without words stays as it is. */
export function useActionWords(): (code: string) => string {
  const { t, i18n } = useTranslation();
  return (code) => {
    const key = `audit.actions.${code.replaceAll(".", "_")}`;
    return i18n.exists(key) ? t(key as "audit.actions.ticket_open") : code;
  };
}

/** What can be asked for: all of a kind, such as `person.*`, then each action; by their words. */
export function useActionChoices(): readonly { value: string; label: string }[] {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const inOrder = new Intl.Collator(i18n.language);
    const choose = (words: Readonly<Record<string, string>>, codeOf: (key: string) => string) =>
      Object.entries(words)
        .map(([key, label]) => ({ value: codeOf(key), label }))
        .toSorted((one, other) => inOrder.compare(one.label, other.label));
    return [
      ...choose(t("audit.groups", { returnObjects: true }), (key) => `${key}.*`),
      ...choose(t("audit.actions", { returnObjects: true }), (key) => key.replaceAll("_", ".")),
    ];
  }, [t, i18n.language]);
}
