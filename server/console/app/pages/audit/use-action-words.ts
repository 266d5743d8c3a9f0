import { useTranslation } from "react-i18next";

/** Words for the code of an action; a code without words stays as it is. */
export function useActionWords(): (code: string) => string {
  const { t, i18n } = useTranslation();
  return (code) => {
    const key = `audit.actions.${code.replaceAll(".", "_")}`;
    return i18n.exists(key) ? t(key as "audit.actions.ticket_open") : code;
  };
}
