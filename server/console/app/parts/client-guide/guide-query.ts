import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";

const route = api.clients[":id"].guide;
export type Guide = InferResponseType<typeof route.$get, 200>;
export type Contact = Guide["contacts"][number];
export type Runbook = Guide["runbooks"][number];

/** Whom to speak to at a client, and what is done there. @param id of the client, or its name */
export const guideQuery = (id: string) =>
  queryOptions({
    queryKey: ["client-guide", id],
    queryFn: () => ask(route.$get({ param: { id } })),
    staleTime: 30_000,
  });

/** Only while nobody else has written it since it was read. */
export function saveGuide({ clientId, version }: Guide, patch: Partial<Pick<Guide, "contacts" | "runbooks">>) {
  const request = { param: { id: clientId }, json: patch };
  return ask(route.$patch(request, { headers: { "if-match": `"${version}"` } }));
}
