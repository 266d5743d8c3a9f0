import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../data/api.ts";
import { ask } from "../data/ask.ts";
import { choicesQuery } from "../data/lists.ts";
import { queries } from "../data/queries.ts";
import { AskFirst } from "./ask-first.tsx";
import { tell } from "./tell.tsx";

interface Mapping {
  connection: string;
  externalId: string;
  /** What it is called there, where its id says nothing. */
  called?: string;
  client: string;
}

/** Who is who was changed: these are read anew. */
export function readMappingAnew(): void {
  for (const key of ["clients", "choices", "connections", "quarantine"])
    void queries.invalidateQueries({ queryKey: [key] });
}

interface MapClient {
  /** A name that is no client's is asked about first: most are misspelt. */
  map(mappings: readonly Mapping[]): void;
  /** To be drawn somewhere. */
  question: ReactNode;
  isPending: boolean;
  /** Null also while it is told in the question. */
  error: Error | null;
}

/** Says which clients customers are. Records that waited are read anew, alerts that waited go on. */
export function useMapClient(onDone?: () => void): MapClient {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Spelled>();
  const send = useMutation({
    mutationFn: sendMappings,
    onSuccess: ({ records, alerts }, mappings) => {
      const said = {
        external: mappings.map(({ called, externalId }) => called ?? externalId).join(", "),
        client: mappings.map(({ client }) => client).join(", "),
      };
      tell(
        records + alerts === 0
          ? t("clients.unknown.mappedOnly", said)
          : t("clients.unknown.mapped", {
              ...said,
              records: t("clients.unknown.records", { count: records }),
              alerts: t("clients.unknown.alerts", { count: alerts }),
            }),
      );
      setAsked(undefined);
      onDone?.();
    },
    onSettled: readMappingAnew,
  });
  // What somebody else has just made is known, too.
  const look = useMutation({
    mutationFn: async (wanted: readonly Mapping[]) =>
      spell(await queries.fetchQuery({ ...choicesQuery, staleTime: 0 }), wanted),
    onSuccess: (spelled) => {
      if (spelled.stranger === undefined) send.mutate(spelled.mappings);
      else setAsked(spelled);
    },
  });
  const question = asked?.stranger !== undefined && (
    <AskFirst
      opened
      title={t("clients.unknown.newTitle", { client: asked.stranger })}
      confirm={t("clients.unknown.newMake")}
      onConfirm={() => send.mutate(asked.mappings)}
      onClose={() => {
        setAsked(undefined);
        send.reset();
      }}
      busy={send.isPending}
      error={send.error}
    >
      <p>{t("clients.unknown.newAbout", { client: asked.stranger })}</p>
    </AskFirst>
  );
  return {
    map: look.mutate,
    question,
    isPending: look.isPending || send.isPending,
    error: look.error ?? (asked ? null : send.error),
  };
}

interface Spelled {
  mappings: readonly Mapping[];
  /** The first that is no client's name. */
  stranger: string | undefined;
}

/** Each client as it is written, where what was typed differs in nothing but capitals. */
function spell({ clients }: { clients: readonly string[] }, wanted: readonly Mapping[]): Spelled {
  const spellingOf = (typed: string) =>
    clients.includes(typed) ? typed : clients.find((name) => name.toLowerCase() === typed.toLowerCase());
  const mappings = wanted.map((one) => ({ ...one, client: spellingOf(one.client) ?? one.client }));
  return { mappings, stranger: mappings.find(({ client }) => !clients.includes(client))?.client };
}

async function sendMappings(mappings: readonly Mapping[]): Promise<{ records: number; alerts: number }> {
  let [records, alerts] = [0, 0];
  for (const { connection, externalId, client } of mappings) {
    const { released, waiting } = await ask(api["client-map"].$post({ json: { connection, externalId, client } }));
    records += released;
    if (waiting > 0) alerts += (await ask(api.deliveries.replay.$post({ json: { clientHint: externalId } }))).replayed;
  }
  return { records, alerts };
}
