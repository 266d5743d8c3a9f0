import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ConnectorError } from "../contract.ts";
import { createRedactor } from "../http/redaction.ts";
import { findSoftError, judge } from "./errors.ts";
import { draftOf, errorOf, longAgo, makeTicket, must, openWorld } from "./test-support.ts";

const json = "application/json; charset=utf-8";
const exception = (Message: string) => ({ ClassName: "System.Exception", Message, Data: null, InnerException: null });
const page = "<html><body><h1>504 Gateway Time-out</h1></body></html>";

interface Case {
  name: string;
  status: number;
  body: unknown;
  read: ConnectorError["kind"];
  write?: ConnectorError["kind"];
  field?: string;
  says: RegExp;
}

const cases: readonly Case[] = [
  { name: "a: no right, empty", status: 403, body: null, read: "forbidden", says: /does not allow this/ },
  { name: "a: no record, empty", status: 404, body: null, read: "gone", says: /does not have the record/ },
  {
    name: "a: server error, empty",
    status: 500,
    body: null,
    read: "unavailable",
    write: "unknownOutcome",
    says: /500/,
  },
  { name: "a: refused token, empty", status: 401, body: null, read: "unauthorized", says: /token/ },
  {
    name: "b: a rule as text",
    status: 400,
    body: "Priority Description must not be blank",
    read: "rejected",
    says: /^Priority/,
  },
  {
    name: "b: text that is no JSON",
    status: 400,
    body: undefined,
    read: "rejected",
    says: /^plain words$/,
  },
  {
    name: "c: model binding of an item",
    status: 400,
    body: {
      "[0].outcome_id": ["Could not convert string to integer: abc. Path '[0].outcome_id', line 1, position 139."],
    },
    read: "rejected",
    field: "outcome_id",
    says: /Could not convert/,
  },
  {
    name: "c: an object instead of a list",
    status: 400,
    body: { "": ["Cannot deserialize the current JSON object"] },
    read: "rejected",
    says: /Cannot deserialize/,
  },
  {
    name: "d: a bad number in the path",
    status: 400,
    body: { id: ["The value 'abc' is not valid."] },
    read: "rejected",
    field: "id",
    says: /not valid/,
  },
  {
    name: "e: the database's refusal",
    status: 400,
    body: exception("A database error occurred (515) - Cannot insert NULL into column 'Symptom', table 'dbo.FAULTS'"),
    read: "rejected",
    says: /^Halo's own database did not take this \(error 515\)\.$/,
  },
  {
    name: "e: a number given out twice",
    status: 400,
    body: exception("A database error occurred (2627) - Violation of PRIMARY KEY constraint in object 'dbo.FAULTS'."),
    read: "unavailable",
    write: "unknownOutcome",
    says: /error 2627/,
  },
  {
    name: "e: a deadlock",
    status: 400,
    body: exception("Transaction (Process ID 61) was deadlocked on lock resources. Rerun the transaction."),
    read: "unavailable",
    write: "unknownOutcome",
    says: /own database/,
  },
  {
    name: "e: an exception of its logic",
    status: 400,
    body: exception("The user is inactive"),
    read: "rejected",
    says: /^The user is inactive$/,
  },
  {
    name: "f: error as text",
    status: 400,
    body: { error: "invalid_client", error_description: "No." },
    read: "rejected",
    says: /invalid_client: No\./,
  },
  {
    name: "f: error as object",
    status: 400,
    body: { error: { error_description: "Broken" } },
    read: "rejected",
    says: /^Broken$/,
  },
  { name: "g: Message", status: 400, body: { Message: "Nope" }, read: "rejected", says: /^Nope$/ },
  { name: "g: message", status: 400, body: { message: "nope" }, read: "rejected", says: /^nope$/ },
  {
    name: "g: errorMessage",
    status: 400,
    body: { resultCode: 3, errorMessage: "no way" },
    read: "rejected",
    says: /^no way$/,
  },
  { name: "i: a gateway's page", status: 500, body: page, read: "unavailable", write: "unknownOutcome", says: /500/ },
  { name: "i: a page instead of an API", status: 404, body: page, read: "unreadable", says: /no Halo API/ },
  { name: "wrong content type", status: 415, body: null, read: "rejected", says: /415/ },
  { name: "sent elsewhere", status: 302, body: null, read: "unreadable", says: /address/ },
  {
    name: "SQL in a text",
    status: 400,
    body: "SQL error in dbo.ACTIONS (208)",
    read: "rejected",
    says: /^Halo's own database/,
  },
];

function responseOf({ status, body }: Case) {
  const text = body === undefined ? "plain words" : body === null ? "" : body === page ? page : JSON.stringify(body);
  return { status, headers: { "content-type": body === page ? "text/html" : json }, text };
}

describe("what an error of the vendor means", () => {
  const redact = createRedactor([]);
  for (const one of cases)
    for (const safe of [true, false])
      it(`${one.name} (${safe ? "reading" : "writing"})`, () => {
        const error = errorOf(judge(responseOf(one), { redact, safe }));
        assert.equal(error.kind, safe ? one.read : (one.write ?? one.read));
        assert.match(error.detail, one.says);
        assert.doesNotMatch(error.detail, /dbo\.|PRIMARY KEY|Symptom/);
        assert.equal(error.kind === "rejected" ? error.field : undefined, one.field);
      });

  for (const [name, body, says] of [
    ["h: a refusal inside of a good answer", { _warning: "Not closed", _warning_is_error: true, id: 5 }, "Not closed"],
    ["h: a warning in the place of a record", { _warning: "Nothing was saved" }, "Nothing was saved"],
    ["h: a report that did not load", { report: { load_error: "No." } }, "No."],
    ["h: a mere warning", { id: 5, _warning: "Out of hours" }, undefined],
    ["h: nothing", { id: 5 }, undefined],
  ] as const)
    it(name, () => assert.equal(findSoftError(body, redact)?.detail, says));
});

describe("faults over HTTP", () => {
  for (const [name, faults, kind] of [
    ["no service", { answer503: 9 }, "unavailable"],
    ["too many calls", { answer429: 1, retryAfter: "37" }, "rateLimited"],
    ["a page", { badAnswer: { kind: "html", times: 9 } }, "unreadable"],
    ["cut JSON", { badAnswer: { kind: "cut", times: 9 } }, "unreadable"],
    ["an empty answer", { badAnswer: { kind: "empty", times: 9 } }, "unreadable"],
  ] as const)
    it(`${name}: a reading is ${kind}`, async (context) => {
      const world = await openWorld(context);
      must(await world.desk.openLens());
      world.simulator.setFaults(faults);
      assert.equal(errorOf(await world.desk.listChanged(null, longAgo)).kind, kind);
    });

  for (const kind of ["html", "cut", "empty"] as const)
    it(`a writing that is answered badly (${kind}) may have happened`, async (context) => {
      const world = await openWorld(context);
      must(await world.desk.openLens());
      world.simulator.setFaults({ badAnswer: { kind, times: 1 } });
      assert.equal(errorOf(await world.desk.create(draftOf())).kind, "unknownOutcome");
    });

  it("waits as long as it is told, else ever longer, and tells the real limit", async (context) => {
    const world = await openWorld(context);
    const waits: number[] = [];
    const list = () => world.desk.listChanged(null, longAgo);
    must(await list());
    for (const [retryAfter, limitAsObject] of [
      ["37", true],
      [null, false],
      [null, true],
    ] as const) {
      world.simulator.setFaults({ answer429: 1, retryAfter });
      world.simulator.setQuirks({ limitAsObject });
      const error = errorOf(await list());
      assert.equal(error.kind, "rateLimited");
      assert.match(error.detail, /300 calls in 5 minutes.*may make \d+ in five/);
      waits.push(error.kind === "rateLimited" ? error.retryAfterMs : 0);
    }
    assert.deepEqual(waits, [37_000, 10_000, 20_000]);
    must(await list());
    world.simulator.setFaults({ answer429: 1, retryAfter: null });
    const error = errorOf(await list());
    assert.equal(error.kind === "rateLimited" ? error.retryAfterMs : 0, 5_000);
  });

  it("stays below a limit that the vendor really counts", async (context) => {
    const world = await openWorld(context);
    must(await world.desk.openLens());
    world.simulator.setQuirks({ callsPerFiveMinutes: 3 });
    const kinds = [];
    for (let call = 0; call < 4; call++) {
      const answer = await world.desk.listChanged(null, longAgo);
      kinds.push(answer.ok ? "ok" : answer.error.kind);
    }
    assert.deepEqual(kinds, ["ok", "ok", "ok", "rateLimited"]);
    world.wait(300_001);
    must(await world.desk.listChanged(null, longAgo));
  });

  it("repeats a reading after a short failure, never a writing", async (context) => {
    const world = await openWorld(context);
    const id = await makeTicket(world.desk);
    world.simulator.setFaults({ answer503: 1 });
    must(await world.desk.read([id]));
    world.simulator.setQuirks({ answer500: 1 });
    assert.equal(errorOf(await world.desk.write({ externalId: id, raw: { title: "x" } })).kind, "unknownOutcome");
    assert.equal(world.simulator.calls()["POST Tickets"], 2);
  });

  it("never tells a secret", async (context) => {
    const secrets = { clientSecret: "wrong-secret-8812", webhookSecret: "also-never-told-77" };
    const world = await openWorld(context, { secrets });
    const error = errorOf(await world.desk.read([]).then(() => world.desk.listChanged(null, longAgo)));
    assert.equal(error.kind, "unauthorized");
    assert.doesNotMatch(JSON.stringify(error), /wrong-secret-8812|also-never-told-77/);
  });
});
