import assert from "node:assert/strict";
import type { ConnectorError, Result } from "../../connectors/contract.ts";
import type { ExternalId } from "../../schemas/ids.ts";
import { draftOf } from "./cases/comments.ts";
import { type ContractWorld, newMarker, ticketValues } from "./world.ts";
import type { Suite } from "./suite.ts";

type Call = (world: ContractWorld, id: ExternalId) => Promise<Result<unknown, ConnectorError>>;

/** What asks, and changes nothing. */
export function readsOf(suite: Suite): Readonly<Record<string, Call>> {
  return {
    read: ({ desk }, id) => desk.read([id]),
    comments: ({ desk }, id) => desk.comments([id]),
    listChanged: ({ desk, since }) => desk.listChanged(null, since),
    findByMarker: ({ desk, since }) => desk.findByMarker([newMarker()], since),
    discover: ({ desk }) => desk.discover(),
    "openLens of another process": ({ openAgain }) => openAgain().desk?.openLens() ?? assert.fail(),
    ...(suite.can("attachments") ? { attachments: ({ desk }, id) => desk.attachments?.([id]) ?? assert.fail() } : {}),
    ...(suite.can("history") ? { history: ({ desk, since }, id) => desk.history?.(id, since) ?? assert.fail() } : {}),
  };
}

/** What changes something there. */
export function writesOf({ options, can }: Suite): Readonly<Record<string, Call>> {
  return {
    create: async ({ desk, client, toRaw }) =>
      desk.create({ marker: newMarker(), clientRef: client, raw: await toRaw(ticketValues(options.editable)) }),
    write: async ({ desk, toRaw }, id) => desk.write({ externalId: id, raw: await toRaw({ title: "Ours" }) }),
    addComment: ({ desk }, id) => desk.addComment(id, draftOf("Ours.", "internal")),
    ...(can("attachments")
      ? {
          addAttachment: ({ desk }, id) =>
            desk.addAttachment?.(id, {
              fileName: "log.txt",
              contentType: "text/plain",
              bytes: Buffer.from("log"),
              visibility: "public",
            }) ?? assert.fail(),
        }
      : {}),
  };
}

/** Calls that the vendor has answered so far, whatever it said. */
export function askedOf({ simulator }: ContractWorld): number {
  return Object.values(simulator.calls()).reduce((sum, calls) => sum + calls, 0);
}
