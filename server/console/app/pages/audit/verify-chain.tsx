import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { sayHubWords } from "../../hub-words/say.ts";
import css from "./audit.module.css";

/** Checks that no row of the audit is missing or was changed. */
export function VerifyChain() {
  const { t } = useTranslation();
  const verify = useMutation({ mutationFn: () => ask(api.audit.verify.$post()) });
  const { data, error } = verify;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="shield" />}
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        {t("audit.verify")}
      </Button>
      <Dialog title={t("audit.verify")} opened={data !== undefined || error !== null} onClose={() => verify.reset()}>
        {error && <Failure error={error} retry={() => verify.mutate()} />}
        {data && (
          <div role="status">
            <p>{data.ok ? t("audit.whole", { count: data.checked }) : t("audit.broken", { count: data.wrong })}</p>
            <ul className={css.problems}>
              {data.problems.map(({ kind, sequence, detail, remedy }) => (
                <li key={`${kind}-${sequence ?? ""}`}>
                  <strong>{sayHubWords(detail)}</strong>
                  <p>{sayHubWords(remedy)}</p>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Dialog>
    </>
  );
}
