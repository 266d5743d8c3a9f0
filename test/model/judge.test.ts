import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { Command } from "./commands.ts";
import { findBreak, listRuns } from "./find-break.ts";
import { play } from "./play.ts";
import type { Broken } from "./ring.ts";

describe("a run that has broken a promise before", () => {
  const folder = new URL("./fixtures/", import.meta.url);
  for (const name of readdirSync(folder)) {
    it(`is kept as ${name}, and keeps them now`, async () => {
      const { commands } = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as { commands: Command[] };
      assert.deepEqual((await play(commands)).complaints, []);
    });
  }
});

describe("the judge of the model", () => {
  // One run in a thousand dies in a creation that still arrives: what only such a run can show gets it.
  const diesInCreation: readonly Command[] = [
    { do: "open", desk: "C" },
    { do: "pass", desk: "C" },
    { do: "begin", work: "push", desk: "A", pick: 0, steps: 4 },
    { do: "crash", landing: true },
  ];
  const broken: Readonly<Record<string, { broken: Broken; promise: RegExp; run?: readonly Command[] }>> = {
    "a link that owes nothing": {
      promise: /^\([12]\)/,
      broken: { stores: (stores) => ({ ...stores, links: { ...stores.links, want: async () => undefined } }) },
    },
    "comments that are never wanted elsewhere": {
      promise: /^\(2\)/,
      broken: {
        stores: (stores) => ({ ...stores, comments: { ...stores.comments, wantCopies: async () => undefined } }),
      },
    },
    "internal notes written as public ones": {
      promise: /^\(3\)/,
      broken: {
        vendor: (vendor) => ({
          ...vendor,
          addComment: (id, comment) => vendor.addComment(id, { ...comment, visibility: "public" }),
        }),
      },
    },
    "conflicts that nobody lists": {
      promise: /^\(5\)/,
      broken: {
        stores: (stores) => ({ ...stores, tickets: { ...stores.tickets, addConflicts: async () => undefined } }),
      },
    },
    "records that are made again because none is ever found": {
      promise: /^\(9\)/,
      run: diesInCreation,
      broken: {
        vendor: (vendor) => ({ ...vendor, findByMarker: async () => ({ ok: true as const, value: [] }) }),
      },
    },
  };
  for (const [name, { broken: sabotage, promise, run }] of Object.entries(broken)) {
    it(`sees ${name}`, async () => {
      const broke = await findBreak(run ? [run] : listRuns(2_000, 1), sabotage);
      assert.match(broke?.complaints.join("\n") ?? "nothing was seen", promise);
    });
  }
});
