import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../data/api.ts";
import { ask } from "../data/ask.ts";
import { queries } from "../data/queries.ts";
import { tell } from "./tell.tsx";

interface Mapping {
  connection: string;
  externalId: string;
  /** What it is called there, where its id says nothing. */
  called?: string;
  client: string;
}

/** Says which clients customers are; those that are not there are made. Records that waited are read anew, alerts that waited go on. */
export function useMapClient(onDone?: () => void) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: async (mappings: readonly Mapping[]) => {
      let [records, alerts] = [0, 0];
      for (const { connection, externalId, client } of mappings) {
        const { released, waiting } = await ask(api["client-map"].$post({ json: { connection, externalId, client } }));
        records += released;
        if (waiting > 0)
          alerts += (await ask(api.deliveries.replay.$post({ json: { clientHint: externalId } }))).replayed;
      }
      return { records, alerts };
    },
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
      onDone?.();
    },
    onSettled: () => {
      for (const key of ["clients", "choices", "connections", "quarantine"])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}
