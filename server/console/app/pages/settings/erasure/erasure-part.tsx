import { Button, SegmentedControl } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { AskFirst } from "../../../parts/ask-first.tsx";
import { Failure } from "../../../parts/failure.tsx";
import form from "../../../parts/form.module.css";
import { Form } from "../../../parts/form.tsx";
import { ClientField } from "../../../parts/name-fields.tsx";
import { NeededField } from "../../../parts/needed-field.tsx";
import { Panel } from "../../../parts/panel.tsx";
import css from "../settings.module.css";

type Kind = "person" | "client";

/** The right to be forgotten: first shown, then asked by typing the name. */
export function ErasurePart() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>("person");
  const [name, setName] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string>();
  const preview = useMutation({
    mutationFn: () => ask(api.erasure.preview.$post({ json: { kind, name } })),
    onMutate: () => setDone(undefined),
  });
  const erase = useMutation({
    mutationFn: () => ask(api.erasure.$post({ json: { kind, name, confirm: name } })),
    onSuccess: ({ pseudonym }) => {
      setDone(pseudonym);
      preview.reset();
      setAsking(false);
    },
  });
  const found = Object.entries(preview.data?.rows ?? {}).filter(([, count]) => count > 0);
  return (
    <>
      <p className={css.about}>{t("settings.erasure.about")}</p>
      <Panel>
        <Form onSubmit={() => preview.mutate()}>
          <SegmentedControl
            value={kind}
            onChange={(next) => {
              setKind(next === "client" ? "client" : "person");
              preview.reset();
            }}
            data={(["person", "client"] as const).map((value) => ({
              value,
              label: t(`settings.erasure.kinds.${value}`),
            }))}
          />
          <div className={form.row}>
            <NameOf
              kind={kind}
              name={name}
              onChange={(next) => {
                setName(next);
                preview.reset();
              }}
            />
            <Button type="submit" variant="default" loading={preview.isPending}>
              {t("settings.erasure.preview")}
            </Button>
          </div>
          {preview.error && <Failure error={preview.error} />}
          {preview.data && found.length === 0 && <p>{t("settings.erasure.none")}</p>}
          {found.length > 0 && (
            <>
              <ul>
                {found.map(([table, count]) => (
                  <li key={table}>
                    {table}: {t("settings.erasure.rows", { count })}
                  </li>
                ))}
              </ul>
              <div>
                <Button color="late" onClick={() => setAsking(true)}>
                  {t("settings.erasure.erase")}
                </Button>
              </div>
            </>
          )}
          {done && <p role="status">{t("settings.erasure.done", { pseudonym: done })}</p>}
        </Form>
      </Panel>
      <AskFirst
        grave
        title={t("settings.erasure.title", { name })}
        opened={isAsking}
        onClose={() => setAsking(false)}
        confirm={t("settings.erasure.erase")}
        typed={{ label: t("common.typeToConfirm", { word: name }), text: name }}
        busy={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate()}
      >
        <p>{t("settings.erasure.confirm")}</p>
      </AskFirst>
    </>
  );
}

/** People are many, so that they are typed; clients are offered. */
function NameOf({ kind, name, onChange }: { kind: Kind; name: string; onChange(next: string): void }) {
  const { t } = useTranslation();
  const label = t(`settings.erasure.${kind}`);
  if (kind === "client")
    return <ClientField label={label} withAsterisk={false} required value={name} onChange={onChange} />;
  return <NeededField label={label} value={name} onChange={onChange} />;
}
