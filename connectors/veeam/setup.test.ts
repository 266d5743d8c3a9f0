import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { veeam } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const receivedAt = new Date("2026-11-23T14:00:00Z");
const read = testParser(parsePayload, Settings.parse({}), {
  folder: new URL("./recordings/", import.meta.url),
  receivedAt,
});
const build = (settings: { client?: string }, secrets: { token?: string }) => {
  const texts = veeam.buildSetup?.({ settings, secrets, hookUrl: "https://hub.example/hooks/a/b" }) ?? [];
  return Object.fromEntries(texts.map(({ title, text }) => [title.en, text]));
};

describe("what an admin of Veeam ONE puts in", () => {
  const { Script: script = "", Command: command = "" } = build(
    { client: "Müller's ‘Söhne’" },
    { token: "a-token-of-16-or-more" },
  );

  it("takes as many parameters as the command gives", () => {
    const taken = [...script.matchAll(/^ {2}\[string\]\$(\w+)/gm)].map(([, name]) => name);
    const given = [...command.matchAll(/"%(\d)"/g)].map(([, number]) => Number(number));
    assert.deepEqual(
      given,
      taken.map((_name, index) => index + 1),
    );
    assert.deepEqual(taken.slice(0, 2), ["AlarmName", "Object"]);
  });

  it("sends fields that are read, each from its parameter", () => {
    const fields = [...script.matchAll(/^ {2}(\w+) = \$(\w+)\r?$/gm)].map(([, field = "", name = ""]) => [field, name]);
    const event = read.event(JSON.stringify({ ...Object.fromEntries(fields), status: "Error" }));
    assert.deepEqual(
      [event.dedupKey, event.description, event.labels["time"]],
      ["AlarmName/Object", "Summary", "Time"],
    );
    assert.equal(fields.length, 6);
  });

  it("keeps address and token in the script alone, and lets no name break out of its quotes", () => {
    assert.match(script, /\$url = 'https:\/\/hub\.example\/hooks\/a\/b'\r\n/);
    assert.match(script, /Authorization = 'Bearer a-token-of-16-or-more'/);
    assert.ok(script.includes("client = 'Müller''s ‘‘Söhne’’'"));
    assert.doesNotMatch(command, /hub\.example|token/);
    assert.match(build({}, {})["Script"] ?? "", /\$headers = @\{\}/);
  });
});
