import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { tell } from "../../parts/tell.tsx";

/** Says which clients customers of a connection are; clients that are not there are made. */
export function useMapClient(connection: string) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: async (pairs: readonly { externalId: string; client: string }[]) => {
      let released = 0;
      for (const pair of pairs)
        released += (await ask(api["client-map"].$post({ json: { connection, ...pair } }))).released;
      return { released };
    },
    onSuccess: ({ released }, pairs) =>
      tell(
        t("connections.clients.mapped", {
          name: pairs.map(({ client }) => client).join(", "),
          count: released,
        }),
      ),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ["connections", connection, "customers"] });
      void queries.invalidateQueries({ queryKey: ["quarantine"] });
    },
  });
}
