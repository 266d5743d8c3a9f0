import { Button, TextInput } from "@mantine/core";
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  startRegistration,
} from "@simplewebauthn/browser";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath, Refusal } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { Form } from "../../parts/form.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import css from "./account.module.css";

interface Passkey {
  id: string;
  name?: string | null;
  createdAt?: string | null;
}
const base = "/api/auth/passkey";

async function addPasskey(name: string): Promise<void> {
  const optionsJSON = await askPath<PublicKeyCredentialCreationOptionsJSON>("GET", `${base}/generate-register-options`);
  const response = await startRegistration({ optionsJSON });
  await askPath("POST", `${base}/verify-registration`, { response, ...(name.trim() ? { name: name.trim() } : {}) });
}

/** Passkeys of the account: added, and taken away. */
export function Passkeys() {
  const { t } = useTranslation();
  const { date } = useFormats();
  const [name, setName] = useState("");
  const list = useQuery({
    queryKey: ["passkeys"],
    queryFn: () => askPath<readonly Passkey[]>("GET", `${base}/list-user-passkeys`),
  });
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ["passkeys"] });
    await queries.invalidateQueries({ queryKey: ["me"] });
  };
  const add = useMutation({
    mutationFn: () => addPasskey(name),
    onSuccess: async () => {
      setName("");
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => askPath("POST", `${base}/delete-passkey`, { id }),
    onSuccess: async () => {
      setRemoved(undefined);
      await refresh();
    },
  });
  const [removed, setRemoved] = useState<Passkey>();
  const nameOf = (passkey: Passkey | undefined) => passkey?.name ?? t("account.passkeys");
  const isStale = add.error instanceof Refusal && add.error.status === 403;
  return (
    <Panel title={t("account.passkeys")}>
      <div className={form.stack}>
        <p className={form.help}>{t("account.passkeysHelp")}</p>
        {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
        {list.data?.length === 0 && <p className={form.help}>{t("account.noPasskeys")}</p>}
        <ul className={css.list}>
          {list.data?.map((passkey) => (
            <li key={passkey.id} className={css.entry}>
              <span className={css.what}>
                {nameOf(passkey)}
                {passkey.createdAt && (
                  <span className={rows.more}>{t("account.passkeySince", { date: date(passkey.createdAt) })}</span>
                )}
              </span>
              <Button variant="subtle" size="xs" onClick={() => setRemoved(passkey)}>
                {t("common.remove")}
              </Button>
            </li>
          ))}
        </ul>
        {add.error && (isStale ? <p role="alert">{t("account.freshOnly")}</p> : <Failure error={add.error} />)}
        {browserSupportsWebAuthn() ? (
          <Form className={`${css.form} ${css.wide}`} onSubmit={() => add.mutate()}>
            <TextInput
              label={t("account.passkeyName")}
              maxLength={100}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Button type="submit" variant="default" leftSection={<Icon name="plus" />} loading={add.isPending}>
              {t("account.addPasskey")}
            </Button>
          </Form>
        ) : (
          <p className={form.help}>{t("entry.notSupported")}</p>
        )}
      </div>
      <AskFirst
        grave
        opened={removed !== undefined}
        title={t("account.removePasskey", { name: nameOf(removed) })}
        confirm={t("common.remove")}
        onConfirm={() => removed && remove.mutate(removed.id)}
        onClose={() => setRemoved(undefined)}
        busy={remove.isPending}
        error={remove.error}
      >
        <p>{t("account.removePasskeyAbout")}</p>
      </AskFirst>
    </Panel>
  );
}
