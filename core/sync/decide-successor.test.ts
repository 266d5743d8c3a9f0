import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ClientId, ExternalId } from "../../schemas/ids.ts";
import { decideSuccessor } from "./decide-successor.ts";

const acme = "00000000-0000-4000-8000-00000000000a" as ClientId;
const harbour = "00000000-0000-4000-8000-00000000000b" as ClientId;
const at = (ref: string) => ref as ExternalId;

describe("a record that goes on for one that was closed for good", () => {
  const cases = [
    { what: "stays with its client", ref: "1001", mapped: acme, serving: "1001", is: ["1001", "rest"] },
    { what: "stays under another key of its client", ref: "1002", mapped: acme, serving: "1001", is: ["1002", "rest"] },
    {
      what: "comes back from another client, with all",
      ref: "7",
      mapped: harbour,
      serving: "1001",
      is: ["1001", "all"],
    },
    { what: "comes back from nobody's, with all", ref: "8", mapped: undefined, serving: "1001", is: ["1001", "all"] },
    { what: "goes on where it was", ref: "1001", mapped: undefined, serving: undefined, is: ["1001", "rest"] },
    { what: "is not made at another client", ref: "7", mapped: harbour, serving: undefined, is: undefined },
  ] as const;
  for (const { what, ref, mapped, serving, is } of cases)
    it(what, () => {
      const decided = decideSuccessor(acme, { clientRef: at(ref), mapped }, serving && at(serving));
      assert.deepEqual(decided, is && { clientRef: is[0], tells: is[1] });
    });
});
