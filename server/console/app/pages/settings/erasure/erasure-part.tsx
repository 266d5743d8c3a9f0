import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../data/api.ts";
import { ask } from "../../../data/ask.ts";
import { Confirm } from "../../../parts/confirm.tsx";
import { Failure } from "../../../parts/failure.tsx";
import form from "../../../parts/form.module.css";
import { ClientField } from "../../../parts/name-fields.tsx";
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
  const erase = async () => {
    const { pseudonym } = await ask(api.erasure.$post({ json: { kind, name, confirm: name } }));
    setDone(pseudonym);
    preview.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    preview.mutate();
  };
  const found = Object.entries(preview.data?.rows ?? {}).filter(([, count]) => count > 0);
  return (
    <>
      <p className={css.about}>{t("settings.erasure.about")}</p>
      <Panel>
        <form className={form.form} onSubmit={submit}>
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
        </form>
      </Panel>
      <Confirm
        title={t("settings.erasure.title", { name })}
        about={t("settings.erasure.confirm")}
        action={t("settings.erasure.erase")}
        typed={name}
        opened={isAsking}
        onClose={() => setAsking(false)}
        run={erase}
      />
    </>
  );
}

/** People are many, so that they are typed; clients are offered. */
function NameOf({ kind, name, onChange }: { kind: Kind; name: string; onChange(next: string): void }) {
  const { t } = useTranslation();
  const label = t(`settings.erasure.${kind}`);
  if (kind === "client")
    return <ClientField label={label} withAsterisk={false} required value={name} onChange={onChange} />;
  return (
    <TextInput
      label={label}
      withAsterisk={false}
      required
      value={name}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
