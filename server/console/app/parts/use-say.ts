import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

/** Says in passing that something was done. */
export function useSay(): (message: string) => void {
  const { t } = useTranslation();
  // Without a name of its own the cross says nothing to who cannot see it.
  return (message) => void notifications.show({ message, closeButtonProps: { "aria-label": t("common.close") } });
}
