import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { Form } from "../../parts/form.tsx";
import { NeededField } from "../../parts/needed-field.tsx";
import { useAlert } from "./plain-steps.tsx";
import { lookAgain, type Tour } from "./tour.ts";
import css from "./welcome.module.css";

/** An alert of somebody whom nobody knows: held, mapped, and let go on. */
export function ClientStep({ tour }: { tour: Tour }) {
  const { t } = useTranslation();
  const { send, button } = useAlert(tour, "unknown");
  const hint = tour.waiting?.clientRef;
  if (tour.done.client) return <p>{t("welcome.client.is", { clients: tour.clients.join(", ") })}</p>;
  return (
    <>
      {send.error && <Failure error={send.error} />}
      {hint ? (
        <MapForm hint={hint} connection={tour.tool?.connection ?? ""} />
      ) : (
        <Button {...button}>{t("welcome.client.action")}</Button>
      )}
    </>
  );
}

/** `harbor-foods` is most likely Harbor Foods. */
const guess = (hint: string) =>
  hint.replace(/(^|-)(\w)/g, (_, dash: string, letter: string) => (dash ? " " : "") + letter.toUpperCase());

function MapForm({ hint, connection }: { hint: string; connection: string }) {
  const { t } = useTranslation();
  const [client, setClient] = useState(() => guess(hint));
  const map = useMutation({
    mutationFn: async () => {
      await ask(api["client-map"].$post({ json: { connection, externalId: hint, client: client.trim() } }));
      await ask(api.deliveries.replay.$post({ json: { clientHint: hint, openOld: false } }));
    },
    onSettled: lookAgain,
  });
  return (
    <Form className={css.form} onSubmit={() => map.mutate()}>
      <p role="status">{t("welcome.client.waits", { hint })}</p>
      {map.error && <Failure error={map.error} />}
      <div className={css.line}>
        <NeededField label={t("welcome.client.label", { hint })} value={client} onChange={setClient} />
        <Button type="submit" loading={map.isPending}>
          {t("welcome.client.map")}
        </Button>
      </div>
    </Form>
  );
}
