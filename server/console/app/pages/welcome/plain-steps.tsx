import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { LinkButton } from "../../parts/link-button.tsx";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Failure } from "../../parts/failure.tsx";
import { named } from "../connections/connections.ts";
import { lookAgain, type Tour } from "./tour.ts";
import css from "./welcome.module.css";

/** Both vendors with one click; what runs already is left as it is. */
export function ConnectStep({ tour }: { tour: Tour }) {
  const { t } = useTranslation();
  const start = useMutation({
    mutationFn: async () => {
      if (!tour.desk) await ask(api.simulators.$post({ json: { connector: "halopsa" } }));
      if (!tour.tool) await ask(api.simulators.$post({ json: { connector: "alertmanager" } }));
    },
    onSettled: lookAgain,
  });
  const connected = [tour.tool, tour.desk].flatMap((one) => (one ? [one.connection] : []));
  return (
    <>
      {start.error && <Failure error={start.error} />}
      {tour.hasEnded && !tour.done.connect && <p>{t("welcome.ended")}</p>}
      {tour.done.connect ? (
        <ul className={css.links}>
          {connected.map((name) => (
            <li key={name}>
              <Link to="/connections/$name" params={{ name }}>
                {t("welcome.connect.is", { name })}
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <Button loading={start.isPending} onClick={() => start.mutate()}>
          {t(tour.hasEnded ? "welcome.connect.again" : "welcome.connect.action")}
        </Button>
      )}
    </>
  );
}

/** Sends an alert of a client that is known. */
export function AlertStep({ tour }: { tour: Tour }) {
  const { t } = useTranslation();
  const { send, button } = useAlert(tour, "known");
  return (
    <>
      {send.error && <Failure error={send.error} />}
      <Button variant={tour.done.alert ? "default" : "filled"} {...button}>
        {t(tour.done.alert ? "welcome.alert.another" : "welcome.alert.action")}
      </Button>
      <span role="status">{send.data && t("welcome.alert.sent", { title: send.data.title })}</span>
    </>
  );
}

/** Lets the simulated tool tell of something. */
export function useAlert({ tool }: Tour, client: "known" | "unknown") {
  const send = useMutation({
    mutationFn: () => ask(api.simulators[":name"].alert.$post({ ...named(tool?.connection ?? ""), json: { client } })),
    onSettled: lookAgain,
  });
  return { send, button: { loading: send.isPending, disabled: !tool, onClick: () => send.mutate() } };
}

/** On to real vendors, and away with the simulated ones. */
export function RealStep({ tour }: { tour: Tour }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const stop = useMutation({
    mutationFn: async () => {
      for (const { connection } of tour.simulated) await ask(api.simulators[":name"].$delete(named(connection)));
    },
    onSuccess: () => setAsks(false),
    onSettled: lookAgain,
  });
  return (
    <>
      <LinkButton to="/connections/new" variant={tour.done.conflict ? "filled" : "default"}>
        {t("welcome.real.action")}
      </LinkButton>
      {tour.simulated.length > 0 && (
        <Button variant="subtle" onClick={() => setAsks(true)}>
          {t("welcome.real.stop")}
        </Button>
      )}
      {tour.done.real && <span>{t("welcome.real.is", { count: tour.ofTheirOwn.length })}</span>}
      <AskFirst
        opened={asks}
        title={t("welcome.real.stopTitle")}
        confirm={t("common.remove")}
        onConfirm={() => stop.mutate()}
        onClose={() => setAsks(false)}
        busy={stop.isPending}
        error={stop.error}
      >
        <p>{t("welcome.real.stopText")}</p>
      </AskFirst>
    </>
  );
}
