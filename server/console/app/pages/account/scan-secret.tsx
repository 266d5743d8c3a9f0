import { Button } from "@mantine/core";
import { QRCodeSVG } from "qrcode.react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import form from "../../parts/form.module.css";
import rows from "../../parts/rows.module.css";
import { CodeField, useSecondFactorCode } from "../../parts/second-factor-code.tsx";
import css from "./account.module.css";

/** The secret for an app, as a picture and in letters. It counts once a code of it was right. @param uri `otpauth://…` */
export function ScanSecret({ uri, onDone, onCancel }: { uri: string; onDone(): void; onCancel(): void }) {
  const { t } = useTranslation();
  const { code, setCode, verify } = useSecondFactorCode("totp", onDone);
  return (
    <Form className={form.stack} onSubmit={() => verify.mutate()}>
      <p>{t("account.scan")}</p>
      <div className={css.picture}>
        <QRCodeSVG value={uri} size={180} title={t("account.qrCode")} />
      </div>
      <p className={form.help}>
        {t("account.scanByHand")} <span className={css.secret}>{new URL(uri).searchParams.get("secret")}</span>
      </p>
      {verify.error && <Failure error={verify.error} />}
      <CodeField kind="totp" value={code} onChange={setCode} />
      <div className={rows.buttons}>
        <Button type="submit" loading={verify.isPending}>
          {t("entry.continue")}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </Form>
  );
}
