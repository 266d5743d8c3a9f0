import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { escapeAsVendor, parseCallout, verifyCallout } from "./webhook.ts";

interface Vectors {
  secretKey: string;
  vectors: { name: string; wireBody: string; header: string; expect: string }[];
}
const read = (name: string) => readFileSync(new URL(`./recordings/${name}`, import.meta.url), "utf8");
const { secretKey, vectors } = JSON.parse(read("webhook-signature-vectors.json")) as Vectors;

function verify(body: string, header: string | undefined, keys: readonly string[] = [secretKey]) {
  const headers: Record<string, string> = header === undefined ? {} : { "x-hook-signature": header };
  return verifyCallout(
    { method: "POST", headers, query: {}, body: new TextEncoder().encode(body), receivedAt: new Date(0) },
    keys,
  ).accepted;
}

describe("signatures of callouts", () => {
  for (const { name, wireBody, header, expect } of vectors) {
    // A header without its prefix is not seen in practice, so it is refused; escaping again is what we do.
    const accepted =
      expect.startsWith("accept on") || expect === "accept" || expect.includes("fallback") || expect.includes("unless");
    it(`${accepted ? "accepts" : "refuses"}: ${name}`, () => assert.equal(verify(wireBody, header), accepted));
  }
  const [first] = vectors;
  const good = first ?? assert.fail("no vectors");
  for (const [sentence, header] of [
    ["none", undefined],
    ["an empty one", ""],
    ["hex instead of base64", `sha1=${"a".repeat(40)}`],
    ["another scheme", good.header.replace("sha1=", "sha256=")],
    ["a cut one", good.header.slice(0, -2)],
    ["one of another case", good.header.toLowerCase()],
  ] as const) {
    it(`refuses ${sentence}`, () => assert.equal(verify(good.wireBody, header), false));
  }
  it("refuses a body with one byte changed", () =>
    assert.equal(verify(good.wireBody.replace("48213", "48214"), good.header), false));
  it("accepts the old secret beside the new one while it is being changed", () => {
    assert.equal(verify(good.wireBody, good.header, ["a-newer-secret", secretKey]), true);
    assert.equal(verify(good.wireBody, good.header, ["a-newer-secret"]), false);
  });
  it("escapes as the vendor does", () => {
    assert.equal(
      escapeAsVendor(JSON.stringify(`é & + ' " \\ 😀`)),
      '"\\u00E9 \\u0026 \\u002B \\u0027 \\u0022 \\\\ \\uD83D\\uDE00"',
    );
  });
});

describe("what a callout says", () => {
  it("is a hint about the ticket, known by subscription and sequence", () => {
    const parsed = parseCallout(new TextEncoder().encode(read("webhook-ticket-update.json")));
    assert.deepEqual(parsed, {
      ok: true,
      value: {
        deliveryKey: "5b0c7c1e-6a0f-4a55-9c39-2f6de8a4b701:1042",
        items: [{ kind: "hint", externalId: "48213", topic: "record" }],
      },
    });
  });
  it("names the missing ticket of a note", () => {
    const body = { Action: "Create", Guid: "g", EntityType: "TicketNote", Id: 5, Fields: {}, SequenceNumber: 2 };
    const parsed = parseCallout(new TextEncoder().encode(JSON.stringify(body)));
    assert.equal(parsed.ok ? undefined : parsed.error.path, "Fields.TicketID");
  });
  it("knows a deleted note by its key alone: a deletion has no fields", () => {
    const body = { Action: "Delete", Guid: "g", EntityType: "TicketNote", Id: 5, Fields: {}, SequenceNumber: 3 };
    const parsed = parseCallout(new TextEncoder().encode(JSON.stringify(body)));
    assert.deepEqual(parsed.ok && parsed.value.items, [{ kind: "commentHint", commentId: "5" }]);
  });
});
