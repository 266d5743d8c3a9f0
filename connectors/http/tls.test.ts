import assert from "node:assert/strict";
import tls from "node:tls";
import { after, before, describe, it } from "node:test";
import { type Certificate, createAuthority } from "../../test/support/certificates.ts";
import { type Loopback, serveHttps } from "../../test/support/loopback.ts";
import { createLocalSlots } from "./local-slots.ts";
import { createVendorHttp } from "./vendor-http.ts";

const authority = createAuthority("known");
const ours = { name: "vendor.example", ip: "127.0.0.1" };

describe("certificates", () => {
  const running: Loopback[] = [];
  before(() => tls.setDefaultCACertificates([authority.cert]));
  after(() => running.forEach((server) => server.close()));

  async function ask(certificate: Certificate) {
    let asked = 0;
    const server = await serveHttps(certificate, (_, response) => {
      asked += 1;
      response.end("{}");
    });
    running.push(server);
    const http = createVendorHttp({
      account: "t:a",
      slots: createLocalSlots(),
      allowedPrivate: [server.address],
      secrets: [],
      clock: { now: () => new Date() },
    });
    const result = await http.request({
      method: "POST",
      url: `https://${server.address}/`,
      json: {},
      buckets: [],
      safe: false,
    });
    await http.close();
    return { result, asked };
  }

  it("takes one from a known authority for this very host", async () => {
    const { result, asked } = await ask(authority.issue(ours));
    assert.deepEqual([result.ok, asked], [true, 1]);
  });

  const refused: readonly [string, Certificate, RegExp][] = [
    ["an expired one", authority.issue({ ...ours, validUntil: new Date("2026-01-01T00:00:00Z") }), /has expired/],
    ["one for another host", authority.issue({ name: "other.example" }), /for another host name/],
    ["a self-signed one", createAuthority("self"), /is self-signed/],
    ["one of an unknown authority", createAuthority("unknown").issue(ours), /could not be verified|not known here/],
  ];
  for (const [sentence, certificate, words] of refused) {
    it(`refuses ${sentence} in plain words; a write has certainly not happened`, async () => {
      const { result, asked } = await ask(certificate);
      assert.equal(asked, 0);
      assert.equal(result.ok ? "answered" : result.error.kind, "unavailable");
      assert.match(result.ok ? "" : result.error.detail, words);
    });
  }
});
