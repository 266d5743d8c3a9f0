import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./dialog.tsx";
import { Failure } from "./failure.tsx";
import css from "./form.module.css";

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

/** Asks before something that cannot be undone. */
export function Confirm({ title, about, action, opened, onClose, run, typed }: ConfirmProps) {
  const { t } = useTranslation();
  const [word, setWord] = useState("");
  const doing = useMutation({ mutationFn: run, onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    doing.mutate();
  };
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <p>{about}</p>
        {doing.error && <Failure error={doing.error} />}
        {typed !== undefined && (
          <TextInput
            label={t("common.typeToConfirm", { word: typed })}
            autoComplete="off"
            value={word}
            onChange={({ currentTarget }) => setWord(currentTarget.value)}
          />
        )}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" color="late" loading={doing.isPending} disabled={typed !== undefined && word !== typed}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
