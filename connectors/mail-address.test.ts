import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { buildLocalPart, buildMailKey, hideMailKeys, readLocalPart } from "./mail-address.ts";

const key = buildMailKey("a-token-of-its-own");
const connectionId = "6f0c1f0e-0000-7000-8000-00000000c0de";
const address = buildLocalPart({ connectionId, key });

describe("mail addresses of connections", () => {
  it("give back what they were made of, for every id and token", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string(), (id, token) => {
        const made = { connectionId: id, key: buildMailKey(token) };
        assert.deepEqual(readLocalPart(buildLocalPart(made)), made);
      }),
    );
  });

  it("are read in any case, and behind a plus sign, and leave room for a prefix within 64 characters", () => {
    const read = { connectionId, key };
    assert.deepEqual([address.toUpperCase(), `alerts+${address}`, `A.b+${address}`].map(readLocalPart), [
      read,
      read,
      read,
    ]);
    assert.ok(`alerting-${address}`.length <= 64);
  });

  it("have keys that differ by token, and tell nothing of it", () => {
    assert.match(key, /^[a-z2-7]{24}$/);
    assert.notEqual(buildMailKey("another"), key);
  });

  for (const other of [
    "",
    "alerts",
    address.slice(1),
    `${address}a`,
    `x${address}`,
    address.replace("-", "+"),
    `+-${key}`,
  ])
    it(`do not look like "${other}"`, () => assert.equal(readLocalPart(other), undefined));

  it("have one spelling each", () => {
    const [id = ""] = address.split("-");
    const last = id.at(-1) ?? "";
    const others = [..."abcdefghijklmnopqrstuvwxyz234567"].filter((letter) => letter !== last);
    const read = others.map((letter) => readLocalPart(`${id.slice(0, -1)}${letter}-${key}`)?.connectionId);
    assert.ok(!read.includes(connectionId));
  });

  it("are put out of sight in texts, all but what names the connection", () => {
    const text = `To: <${address}@a.example>, X+${address.toUpperCase()}@A.EXAMPLE; ${address} alone is none`;
    const [id = ""] = address.split("-");
    assert.equal(
      hideMailKeys(text),
      `To: <${id}-***@a.example>, X+${id.toUpperCase()}-***@A.EXAMPLE; ${address} alone is none`,
    );
  });
});
