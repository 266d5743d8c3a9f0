import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testParser } from "../../test/contract/parse-monitor.ts";
import { newrelic } from "./index.ts";
import { Settings } from "./manifest.ts";
import { parsePayload } from "./parse.ts";

const folder = new URL("./recordings/", import.meta.url);
const receivedAt = new Date("2026-11-23T14:00:00Z");
const under = (settings: object) => testParser(parsePayload, Settings.parse(settings), { folder, receivedAt });
const read = under({});
const issue = JSON.parse(read.body("01-activated")) as Record<string, unknown>;
const json = (change: Record<string, unknown>) => JSON.stringify({ ...issue, ...change });

describe("what New Relic says", () => {
  const cases = [
    ["01-activated", "critical", null, /^Policies: Acme Dental servers\nConditions: CPU %\nEntities: web-01$/],
    ["02-created", "critical", null, /Entities: web-01$/],
    ["03-incident-added", "critical", null, /Entities: web-01, web-02\nIncidents: 2$/],
    ["04-priority-changed", "high", null, /Entities: web-01$/],
    ["05-closed", "critical", "2026-11-23T13:10:05.000Z", /Entities: web-01$/],
  ] as const;
  for (const [name, severity, clearedAt, description] of cases)
    it(`in ${name}`, () => {
      const [event] = read.recorded(name);
      assert.deepEqual(
        [event?.severity, event?.title, event?.resource, event?.clearedAt?.toISOString() ?? null],
        [severity, "CPU % > 90 for at least 5 minutes on web-01", "web-01", clearedAt],
      );
      assert.equal(event?.raisedAt.toISOString(), "2026-11-23T13:00:05.000Z");
      assert.match(event.url ?? "", /^https:\/\/radar-api\.service\.newrelic\.example\//);
      assert.match(event.description ?? "", description);
      assert.deepEqual([event.episodeId, event.labels["policy"]], [event.dedupKey, "Acme Dental servers"]);
    });

  for (const trigger of ["CLOSE_INACTIVE", "CLOSE_TTL"])
    it(`takes ${trigger} for no recovery, but only of what is closed`, () => {
      assert.match(read.nothing(json({ state: "CLOSED", trigger })), /no recovery/);
      assert.equal(read.event(json({ trigger })).condition, "firing");
    });
  for (const trigger of ["INCIDENT_CLOSED", "USER_ACTION", "STATE_CHANGE", undefined])
    it(`takes an issue for ended that was closed by ${trigger ?? "nothing that is told"}`, () =>
      assert.equal(read.event(json({ state: "CLOSED", trigger })).condition, "clear"));
});

describe("acknowledgements", () => {
  const acknowledged = { trigger: "USER_ACTION", isAcknowledged: true, acknowledgedBy: "ann@example.net" };

  it("are told with who did it, and known as our own", () => {
    const event = read.event(json(acknowledged));
    assert.deepEqual(event.acknowledgement, { state: "set", by: "ann@example.net", note: null });
    assert.deepEqual([event.condition, event.severity, event.byUs], ["firing", "critical", undefined]);
    assert.equal(under({ ourUser: "ann@example.net" }).event(json(acknowledged)).byUs, true);
  });

  it("are none where the template does not tell, where nobody did, and of what is closed", () => {
    for (const change of [
      {},
      { isAcknowledged: false },
      { isAcknowledged: "yes" },
      { ...acknowledged, state: "CLOSED" },
    ])
      assert.equal(read.event(json(change)).acknowledgement, undefined);
  });
});

describe("client and times", () => {
  it("come from the field that was chosen", () => {
    const body = json({ nrAccountId: 4711, client: "acme" });
    const hints = ["nrAccountId", "alertPolicyNames", "client"].map(
      (clientField) => under({ clientField }).event(body).clientHint,
    );
    assert.deepEqual(hints, ["4711", "Acme Dental servers", "acme"]);
    assert.equal(read.event(json({})).clientHint, null);
  });

  it("may be texts, and are those of the receipt where there are none", () => {
    assert.equal(read.event(json({ createdAt: "1795438805000" })).raisedAt.toISOString(), "2026-11-23T13:00:05.000Z");
    assert.deepEqual(read.event(json({ createdAt: null })).raisedAt, receivedAt);
    const closed = { state: "CLOSED", closedAt: 1_795_439_000_000 };
    assert.equal(read.event(json(closed)).clearedAt?.getTime(), 1_795_439_000_000);
    assert.deepEqual(read.event(json({ ...closed, closedAt: null, updatedAt: undefined })).clearedAt, receivedAt);
  });

  it("are all that may be absent but id, state and priority", () => {
    const event = read.event('{"id":"i","state":"ACTIVATED","priority":"LOW"}');
    assert.deepEqual([event.title, event.resource, event.description, event.severity], ["i", null, null, "low"]);
  });
});

describe("what cannot be read", () => {
  for (const [sentence, text, path] of [
    ["a state that is not known", json({ state: "DEACTIVATED" }), "state"],
    ["a priority that is not known", json({ priority: "P1" }), "priority"],
    ["no id", json({ id: "" }), "id"],
    ["a channel from before workflows", '{"current_state":"open","incident_id":1,"severity":"CRITICAL"}', "id"],
  ] as const)
    it(`is named: ${sentence}`, () => {
      assert.equal(read.problem(text).path, path);
      assert.match(read.problem(text).detail, /template/);
    });
  it("is a template that was not rendered", () =>
    assert.match(read.problem('{"id": {{ json issueId }}}').detail, /not JSON/));
});

describe("the template that an admin puts in", () => {
  it("names every field that is read, each once, and renders to what is understood", () => {
    const [text] = newrelic.buildSetup?.({ settings: {}, secrets: {}, hookUrl: "https://hub.example/hooks/a/b" }) ?? [];
    const values: Readonly<Record<string, unknown>> = {
      issueId: "i",
      state: "CLOSED",
      priority: "MEDIUM",
      "annotations.title.[0]": 'a "b"',
      nrAccountId: 4711,
      closedAt: 1_795_439_000_000,
      createdAt: 1_795_438_805_000,
    };
    const rendered = (text?.text ?? "").replaceAll(/\{\{ json (\S+) \}\}/g, (_whole, name: string) =>
      JSON.stringify(values[name] ?? null),
    );
    const event = read.event(rendered);
    assert.deepEqual(
      [event.dedupKey, event.condition, event.severity, event.title, event.clientHint, event.clearedAt?.getTime()],
      ["i", "clear", "medium", 'a "b"', "4711", 1_795_439_000_000],
    );
    const names = [...rendered.matchAll(/^ {2}"(\w+)":/gm)].map(([, name]) => name);
    assert.equal(new Set(names).size, names.length);
  });
});
