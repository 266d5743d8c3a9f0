import { notifications } from "@mantine/notifications";

/** Says in the corner of the page that something was done. */
export function tell(message: string): void {
  notifications.show({ message });
}

/** Says there that something was not done, and why. */
export function tellProblem(message: string): void {
  notifications.show({ color: "late", message, autoClose: 12_000 });
}
