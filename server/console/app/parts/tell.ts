import { notifications } from "@mantine/notifications";
import i18next from "i18next";

/** Says in the corner of the page that something was done. Its button has a name, which Mantine's own has not. */
export function tell(message: string): void {
  notifications.show({ message, closeButtonProps: { "aria-label": i18next.t("common.close") } });
}
