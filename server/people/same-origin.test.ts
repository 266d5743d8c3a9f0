import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { listOrigins, refuseForeign } from "./same-origin.ts";

const allowed = ["https://desk.msp.example", "http://127.0.0.1:8080"];
const json = "application/json";
const base = { origin: undefined, fetchSite: undefined, host: "desk.msp.example", contentType: json };

describe("a request that changes something", () => {
  for (const [sentence, request, words] of [
    ["from our own page", { origin: "https://desk.msp.example" }, undefined],
    ["by the browser's word", { fetchSite: "same-origin" }, undefined],
    [
      "by another name of this host",
      { origin: "http://localhost:8080", fetchSite: "same-origin", host: "localhost:8080" },
      undefined,
    ],
    [
      "from another name, by its own word only",
      { origin: "http://localhost:8080", host: "localhost:8080" },
      /trustedOrigins/,
    ],
    [
      "from elsewhere, said to be the same",
      { origin: "https://evil.example", fetchSite: "same-origin" },
      /trustedOrigins/,
    ],
    ["from nowhere", {}, /Origin is missing/],
    ["typed", { fetchSite: "none" }, /another site/],
    ["from a neighbour", { fetchSite: "same-site" }, /another site/],
    ["as text", { origin: "https://desk.msp.example", contentType: "text/plain" }, /Content-Type/],
    ["without a type", { origin: "https://desk.msp.example", contentType: undefined }, /Content-Type/],
  ] as const)
    it(`${sentence} is ${words ? "refused" : "taken"}`, () => {
      const why = refuseForeign({ ...base, ...request }, allowed);
      if (words) assert.match(why ?? "", words);
      else assert.equal(why, undefined);
    });
});

describe("the hub's own origins", () => {
  it("are those of its addresses, by both names of this machine", () => {
    assert.deepEqual(listOrigins(["https://desk.msp.example/hub", "http://0.0.0.0:8080"]), [
      "https://desk.msp.example",
      "http://0.0.0.0:8080",
      "http://127.0.0.1:8080",
      "http://localhost:8080",
    ]);
    assert.deepEqual(listOrigins([""]), []);
  });
});
