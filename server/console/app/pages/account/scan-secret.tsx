import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { QRCodeSVG } from "qrcode.react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import css from "./account.module.css";

/** The secret for an app, as a picture and in letters. It counts once a code of it was right. @param uri `otpauth://…` */
export function ScanSecret({ uri, onDone, onCancel }: { uri: string; onDone(): void; onCancel(): void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const verify = useMutation({
    mutationFn: () => askPath("POST", "/api/auth/two-factor/verify-totp", { code: code.replaceAll(" ", "") }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    verify.mutate();
  };
  return (
    <form className={css.stack} onSubmit={submit}>
      <p>{t("account.scan")}</p>
      <div className={css.picture}>
        <QRCodeSVG value={uri} size={180} title={t("account.qrCode")} />
      </div>
      <p className={css.help}>
        {t("account.scanByHand")} <span className={css.secret}>{new URL(uri).searchParams.get("secret")}</span>
      </p>
      {verify.error && <Failure error={verify.error} />}
      <TextInput
        label={t("entry.code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        withAsterisk={false}
        autoFocus
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <div className={css.buttons}>
        <Button type="submit" loading={verify.isPending}>
          {t("entry.continue")}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
