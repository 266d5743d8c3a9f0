import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Failure } from "../../parts/failure.tsx";
import { FormDialog } from "../../parts/form-dialog.tsx";
import form from "../../parts/form.module.css";
import { ClientField } from "../../parts/name-fields.tsx";
import { tell } from "../../parts/tell.tsx";
import { readMappingAnew, useMapClient } from "../../parts/use-map-client.tsx";
import type { ClientRow } from "./client-queries.ts";

interface NameDialogProps {
  client: string;
  customer: ClientRow["customers"][number];
  onClose(): void;
}

/** Says that a name is another client's. */
export function MoveName({ client, customer, onClose }: NameDialogProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState("");
  const { map, question, isPending, error } = useMapClient(onClose);
  const said = { external: customer.externalId, connection: customer.connection, client };
  return (
    <>
      <FormDialog
        title={t("clients.one.moveTitle", said)}
        about={t("clients.one.stays", said)}
        submit={t("clients.one.move")}
        onSubmit={() => map([{ ...customer, client: chosen.trim() }])}
        onClose={onClose}
        isBusy={isPending}
        error={error}
      >
        <ClientField
          required
          withAsterisk={false}
          data-autofocus
          label={t("clients.one.moveTo")}
          value={chosen}
          onChange={setChosen}
        />
      </FormDialog>
      {question}
    </>
  );
}

/** Takes a name from a client. */
export function RemoveName({ client, customer, onClose }: NameDialogProps) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => ask(api["client-map"].$delete({ query: customer })),
    onSuccess: () => {
      tell(t("clients.one.removed", { external: customer.externalId, client }));
      onClose();
    },
    onSettled: readMappingAnew,
  });
  const said = { external: customer.externalId, connection: customer.connection, client };
  return (
    <AskFirst
      opened
      title={t("clients.one.removeTitle", said)}
      confirm={t("common.remove")}
      onConfirm={() => mutate()}
      onClose={onClose}
      busy={isPending}
      error={error}
    >
      <p>{t("clients.one.removeAbout", said)}</p>
      <p>{t("clients.one.stays", said)}</p>
    </AskFirst>
  );
}

/** One more name of a client. */
export function AddName({ client, onClose }: { client: string; onClose(): void }) {
  const { t } = useTranslation();
  const { data: connections = [], error } = useQuery({
    queryKey: ["connections"],
    queryFn: () => ask(api.connections.$get()),
  });
  const [chosen, setChosen] = useState("");
  const [externalId, setExternalId] = useState("");
  const { map, question, isPending, error: mapError } = useMapClient(onClose);
  const connection = chosen || (connections[0]?.name ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    map([{ connection, externalId: externalId.trim(), client }]);
  };
  return (
    <>
      <Dialog title={t("clients.one.add")} opened onClose={onClose}>
        <form className={form.form} onSubmit={submit}>
          {(mapError ?? error) && <Failure error={mapError ?? error} />}
          <NativeSelect
            label={t("clients.one.connection")}
            data={connections.map(({ name }) => name)}
            value={connection}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
          <TextInput
            label={t("clients.one.external")}
            description={t("clients.one.externalHelp")}
            required
            withAsterisk={false}
            maxLength={500}
            value={externalId}
            onChange={({ currentTarget }) => setExternalId(currentTarget.value)}
          />
          <div className={form.buttons}>
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={isPending} disabled={externalId.trim() === "" || connection === ""}>
              {t("common.save")}
            </Button>
          </div>
        </form>
      </Dialog>
      {question}
    </>
  );
}
