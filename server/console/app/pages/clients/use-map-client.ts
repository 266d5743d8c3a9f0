import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { tell } from "../../parts/tell.tsx";

interface Mapping {
  connection: string;
  externalId: string;
  client: string;
}

/** Says which client a customer is; records that waited are read anew by the hub, and alerts that waited are let go on. */
export function useMapClient(onDone?: () => void) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: async (mapping: Mapping) => {
      const mapped = await ask(api["client-map"].$post({ json: mapping }));
      const { replayed } =
        mapped.waiting > 0
          ? await ask(api.deliveries.replay.$post({ json: { clientHint: mapping.externalId } }))
          : { replayed: 0 };
      return { ...mapped, replayed };
    },
    onSuccess: ({ client, externalId, released, replayed }) => {
      const said = { external: externalId, client };
      tell(
        released + replayed === 0
          ? t("clients.unknown.mappedOnly", said)
          : t("clients.unknown.mapped", {
              ...said,
              records: t("clients.unknown.records", { count: released }),
              alerts: t("clients.unknown.alerts", { count: replayed }),
            }),
      );
      onDone?.();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ["clients"] }),
  });
}
