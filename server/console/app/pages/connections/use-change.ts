import { useMutation } from "@tanstack/react-query";
import type { InferRequestType } from "hono/client";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { type Connection, named } from "./connections.ts";

export type Patch = InferRequestType<(typeof api.connections)[":name"]["$patch"]>["json"];

type Connected = Pick<Connection, "maps" | "rules">;

/** As a request takes them: what is undefined is not sent, since JSON has no such value. */
export const sendable = <K extends keyof Connected>(part: Connected[K]) => part as NonNullable<Patch[K]>;

/** @param version that was looked at: what somebody else has changed since is not overwritten. @throws Refusal 412 then */
export function sendChange(name: string, json: Patch, version?: number): Promise<Connection> {
  const seen = version === undefined ? {} : { headers: { "if-match": `"${version}"` } };
  return ask(api.connections[":name"].$patch({ ...named(name), json }, seen));
}

/** Shows a connection as the hub has answered that it is now. */
export function keepChanged(connection: Connection): void {
  queries.setQueryData(["connections", connection.name], connection);
  void queries.invalidateQueries({ queryKey: ["connections"] });
}

/** Changes a connection; what is left out stays. @param version as {@link sendChange} */
export function useChange(name: string, version?: number) {
  return useMutation({ mutationFn: (json: Patch) => sendChange(name, json, version), onSuccess: keepChanged });
}
