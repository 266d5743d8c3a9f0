import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { AskFirst } from "./ask-first.tsx";

interface ConfirmProps {
  title: string;
  /** What will have happened, and what stays. */
  about: string;
  /** What the button says. */
  action: string;
  opened: boolean;
  onClose(): void;
  run(): Promise<unknown>;
  /** To be typed before: for what takes much along. */
  typed?: string | undefined;
}

/** Asks before something that cannot be undone, does it, and closes when it is done. */
export function Confirm({ title, about, action, opened, onClose, run, typed }: ConfirmProps) {
  const { t } = useTranslation();
  const doing = useMutation({ mutationFn: run, onSuccess: onClose });
  return (
    <AskFirst
      opened={opened}
      title={title}
      confirm={action}
      onConfirm={() => doing.mutate()}
      onClose={onClose}
      busy={doing.isPending}
      error={doing.error}
      typed={typed === undefined ? undefined : { label: t("common.typeToConfirm", { word: typed }), text: typed }}
      grave
    >
      <p>{about}</p>
    </AskFirst>
  );
}
