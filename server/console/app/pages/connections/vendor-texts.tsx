import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { CopyText } from "../../parts/copy-text.tsx";
import { Failure } from "../../parts/failure.tsx";
import { named } from "./connections.ts";
import css from "./setup.module.css";

/** Texts to be pasted at the vendor. They hold secrets, so they are fetched when somebody wants them, and never kept. */
export function VendorTexts({ name }: { name: string }) {
  const { t } = useTranslation();
  const texts = useMutation({
    mutationFn: () => ask(api.connections[":name"].setup.$post(named(name))),
    gcTime: 0,
  });
  return (
    <div className={css.form}>
      <h3>{t("connections.texts.title")}</h3>
      <p className={css.muted}>{t("connections.texts.help")}</p>
      {texts.error && <Failure error={texts.error} retry={() => texts.mutate()} />}
      {texts.data?.length === 0 && <p>{t("connections.texts.none")}</p>}
      {texts.data?.map(({ title, place, text }) => (
        <div key={title}>
          <CopyText label={title} text={text} />
          <p className={css.muted}>{place}</p>
        </div>
      ))}
      {!texts.data && (
        <div>
          <Button variant="default" loading={texts.isPending} onClick={() => texts.mutate()}>
            {t("connections.texts.show")}
          </Button>
        </div>
      )}
    </div>
  );
}
