import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import css from "./notes.module.css";

interface Offer {
  label: string;
  run(): void;
}

/** Says in a corner of the page what was done, for a few seconds; longer where it offers something, such as to undo it. */
export function tell(message: ReactNode, offer?: Offer): void {
  const id = notifications.show({
    autoClose: offer ? 12_000 : 5_000,
    message: offer ? (
      <span className={css.told}>
        <span>{message}</span>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            offer.run();
          }}
        >
          {offer.label}
        </Button>
      </span>
    ) : (
      message
    ),
  });
}

/** Says what did not work. */
export function tellFailure(message: string): void {
  notifications.show({ color: "late", autoClose: 12_000, message });
}
