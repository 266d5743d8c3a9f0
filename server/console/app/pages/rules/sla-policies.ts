import { queryOptions } from "@tanstack/react-query";
import { parse } from "yaml";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { readDetail, textOf } from "../../data/read-detail.ts";

/** Names of the SLA policies that count, for a rule to choose from. */
export const slaPoliciesQuery = queryOptions({
  queryKey: ["sla", "policies"],
  queryFn: async () => {
    const { policies } = readDetail(parse((await ask(api.sla.$get())).text));
    const list: readonly unknown[] = Array.isArray(policies) ? policies : [];
    return list.flatMap((policy) => textOf(readDetail(policy)["name"]) ?? []);
  },
});
