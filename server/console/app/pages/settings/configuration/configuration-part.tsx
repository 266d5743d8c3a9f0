import { Button, FileButton, Switch, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { queries } from "../../../data/queries.ts";
import { DownloadButton } from "../../../parts/download-button.tsx";
import { Failure } from "../../../parts/failure.tsx";
import { FieldFaults } from "../../../parts/field-faults.tsx";
import form from "../../../parts/form.module.css";
import { Once } from "../../../parts/once.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { WithCode } from "../../../parts/with-code.tsx";
import css from "../settings.module.css";
import { OutlookPanel } from "./outlook-panel.tsx";

/** All that is set up as one file: downloaded, compared, applied. */
export function ConfigurationPart() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [prune, setPrune] = useState(false);
  const json = { text, prune };
  const compare = useMutation({ mutationFn: () => ask(api.configuration.diff.$post({ json })) });
  const apply = useMutation({
    mutationFn: () => ask(api.configuration.apply.$post({ json })),
    onSuccess: () => queries.invalidateQueries(),
  });
  const reset = () => {
    compare.reset();
    apply.reset();
  };
  const edit = (next: string) => {
    setText(next);
    reset();
  };
  const failure = compare.error ?? apply.error;
  return (
    <>
      <div className={css.head}>
        <p className={css.about}>{t("settings.configuration.about")}</p>
        <DownloadButton
          label={t("settings.configuration.download")}
          fileName="interdesk-configuration.yaml"
          request={() => api.configuration.$get({ query: {} })}
        />
      </div>
      <Panel>
        <div className={form.form}>
          <Textarea
            label={t("settings.configuration.text")}
            description={<WithCode text={t("settings.configuration.secrets")} />}
            className={css.mono}
            autosize
            minRows={8}
            maxRows={24}
            spellCheck={false}
            value={text}
            onChange={({ currentTarget }) => edit(currentTarget.value)}
          />
          <div className={form.row}>
            <FileButton accept=".yaml,.yml,.json" onChange={(file) => void file?.text().then(edit)}>
              {(props) => (
                <Button variant="default" {...props}>
                  {t("settings.configuration.choose")}
                </Button>
              )}
            </FileButton>
            <Switch
              label={t("settings.configuration.prune")}
              checked={prune}
              onChange={({ currentTarget }) => {
                setPrune(currentTarget.checked);
                reset();
              }}
            />
            <Button disabled={text.trim() === ""} loading={compare.isPending} onClick={() => compare.mutate()}>
              {t("settings.configuration.compare")}
            </Button>
          </div>
          {failure && <Failure error={failure} />}
          {failure && <FieldFaults error={failure} />}
        </div>
      </Panel>
      {compare.data && !apply.data && (
        <OutlookPanel outlook={compare.data} isBusy={apply.isPending} onApply={() => apply.mutate()} />
      )}
      {apply.data && <AppliedPanel applied={apply.data} />}
    </>
  );
}

type Applied = InferResponseType<typeof api.configuration.apply.$post, 200>;

/** What a file has changed, with new addresses and secrets, this once. */
function AppliedPanel({ applied }: { applied: Applied }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("settings.configuration.applied")}>
      <div className={form.form}>
        {applied.undone.map((one) => (
          <p key={one} className={css.warn}>
            {one}
          </p>
        ))}
        {applied.connections.map(({ name, hookUrl }) => (
          <Once key={name} label={name} secret={hookUrl} />
        ))}
        {applied.webhooks.map(({ url, secret }) => (
          <Once key={url} label={url} secret={secret} />
        ))}
      </div>
    </Panel>
  );
}
