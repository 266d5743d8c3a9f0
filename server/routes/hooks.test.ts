import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import net from "node:net";
import { after, before, describe, it } from "node:test";
import { awaitUntil, type DemoWorld } from "../demo/world.ts";
import { openTestWorld } from "../../test/support/world.ts";

const token = "Bearer test-token-not-secret";
const json = { "content-type": "application/json", authorization: token };
const closers: (() => Promise<void>)[] = [];
let world: DemoWorld;

before(async () => {
  world = await openTestWorld({ after: (run) => void closers.push(run) });
});
after(async () => {
  for (const close of closers) await close();
});

async function post(url: string, options: { headers?: Record<string, string>; body?: string | ReadableStream } = {}) {
  const answer = await fetch(url, {
    method: "POST",
    headers: options.headers ?? json,
    body: options.body ?? "{}",
    duplex: "half",
  } as RequestInit);
  return {
    status: answer.status,
    body: (await answer.json()) as { detail?: string; deliveryId?: string },
    headers: answer.headers,
  };
}

describe("what a hook refuses, before anything is stored", () => {
  it("answers a wrong token, a cut one and an unknown connection alike with 404", async () => {
    const wrong = [
      `${world.hookUrl.slice(0, -4)}AAAA`,
      world.hookUrl.slice(0, -1),
      `${world.hookUrl}A`,
      world.hookUrl.toUpperCase().replace("HTTP://", "http://").replace("/HOOKS/", "/hooks/"),
      world.hookUrl.replace(/hooks\/[0-9a-f-]+/, "hooks/00000000-0000-4000-8000-000000000000"),
      world.hookUrl.replace(/hooks\/[0-9a-f-]+/, "hooks/not-an-id"),
    ];
    const answers = await Promise.all(wrong.map((url) => post(url)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      wrong.map(() => 404),
    );
    assert.equal(new Set(answers.map(({ body }) => body.detail)).size, 1);
  });

  it("answers a missing and a wrong credential alike with 401", async () => {
    const answers = [
      await post(world.hookUrl, { headers: { "content-type": "application/json" }, body: '{"secret":"in the body"}' }),
      await post(world.hookUrl, { headers: { ...json, authorization: "Bearer wrong-token-of-the-same-le" } }),
      await post(world.hookUrl, { headers: { ...json, authorization: "Basic dXNlcjpwYXNzd29yZA==" } }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [401, 401, 401],
    );
    assert.equal(new Set(answers.map(({ body }) => body.detail)).size, 1);
  });

  it("answers a wrong signature of Autotask with 401 and a right one with 202", async () => {
    const body = JSON.stringify({
      Action: "Update",
      Guid: "g",
      EntityType: "Ticket",
      Id: 1,
      Fields: {},
      EventTime: "2026-03-17T08:42:11Z",
      SequenceNumber: 1,
      PersonID: 2,
    });
    const sign = (key: string) => `sha1=${createHmac("sha1", key).update(body).digest("base64")}`;
    const headers = { "content-type": "application/json" };
    const wrong = await post(world.deskHookUrl, {
      headers: { ...headers, "x-hook-signature": sign("another-secret") },
      body,
    });
    const right = await post(world.deskHookUrl, {
      headers: { ...headers, "x-hook-signature": sign("demo-webhook-secret-41") },
      body,
    });
    assert.deepEqual([wrong.status, right.status], [401, 202]);
  });

  it("answers 2 MB with 413 from the length alone, before the body is read", async () => {
    const { hostname, port, pathname } = new URL(world.hookUrl);
    const socket = net.connect(Number(port), hostname);
    const head = `POST ${pathname} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: ${token}\r\nContent-Length: 2097152\r\n\r\n`;
    const answered = new Promise<string>((resolve) => socket.once("data", (part) => resolve(part.toString())));
    // Not one byte of the body is sent: whoever waited for it would never answer.
    socket.write(head);
    assert.match(await answered, /^HTTP\/1\.1 413/);
    socket.destroy();
  });

  it("stops a body without a length at the limit with 413", async () => {
    const part = new Uint8Array(65_536).fill(0x20);
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += part.byteLength;
        if (sent > 8_000_000) controller.close();
        else controller.enqueue(part);
      },
    });
    const answer = await post(world.hookUrl, { body }).catch(() => ({ status: 413 }));
    assert.equal(answer.status, 413);
  });

  it("answers a wrong content type with 415 and names what it takes", async () => {
    const { status, body } = await post(world.hookUrl, { headers: { ...json, "content-type": "text/plain" } });
    assert.equal(status, 415);
    assert.match(body.detail ?? "", /text\/plain.*application\/json/);
    const packed = await post(world.hookUrl, { headers: { ...json, "content-encoding": "gzip" } });
    assert.equal(packed.status, 415);
  });

  it("answers other methods with 405", async () => {
    const answer = await fetch(world.hookUrl, { method: "GET" });
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get("allow"), "POST");
  });
});

describe("what a hook accepts and cannot use", () => {
  it("keeps broken JSON with right credentials: 202, then quarantine with the reason", async () => {
    const { status, body } = await post(world.hookUrl, { body: '{"version": "4", "alerts": [' });
    assert.equal(status, 202);
    const { value: found } = await awaitUntil("the quarantine", async () => {
      const delivery = (await world.api.get(`/deliveries/${body.deliveryId}`)) as {
        outcome: string;
        body: string;
        quarantine: { reason: string; expected: string }[];
      };
      return delivery.outcome === "quarantined" ? delivery : undefined;
    });
    assert.equal(found.quarantine[0]?.reason, "unreadable");
    assert.equal(found.quarantine[0]?.expected, "JSON in UTF-8");
    assert.equal(found.body, '{"version": "4", "alerts": [');
  });

  it("says why a delivery that was understood holds nothing, and keeps it out of quarantine", async () => {
    const { body } = await post(world.hookUrl, { body: '{"version":"4","alerts":[]}' });
    const { value: found } = await awaitUntil("the outcome", async () => {
      const delivery = (await world.api.get(`/deliveries/${body.deliveryId}`)) as {
        outcome: string;
        detail: string | null;
        quarantine: unknown[];
      };
      return delivery.outcome === "open" ? undefined : delivery;
    });
    assert.deepEqual([found.outcome, found.detail, found.quarantine], ["applied", "The message lists no alert.", []]);
  });

  it("names the place in a body of another shape", async () => {
    const { body } = await post(world.hookUrl, { body: '{"version":"4","alerts":[{"status":"burning"}]}' });
    const { value: found } = await awaitUntil("the quarantine", async () => {
      const delivery = (await world.api.get(`/deliveries/${body.deliveryId}`)) as {
        outcome: string;
        quarantine: { path: string }[];
      };
      return delivery.outcome === "quarantined" ? delivery : undefined;
    });
    assert.equal(found.quarantine[0]?.path, "alerts.0.status");
  });

  it("holds an alert of an unknown client, and applies it once the client is mapped and the delivery replayed", async () => {
    const labels = { alertname: "DiskFull", client: "harbor-foods", instance: "fs-01", severity: "warning" };
    const item = {
      status: "firing",
      labels,
      annotations: { summary: "Disk full on fs-01" },
      startsAt: "2026-11-23T13:04:11Z",
      endsAt: "0001-01-01T00:00:00Z",
      generatorURL: "",
      fingerprint: "unknown-client-1",
    };
    const known = { ...item, labels: { ...labels, client: "acme-dental" }, fingerprint: "known-client-1" };
    const { body } = await post(world.hookUrl, { body: JSON.stringify({ version: "4", alerts: [known, item] }) });
    const count = async () =>
      ((await world.tickets()) as readonly { title: string }[]).filter(({ title }) => title === "Disk full on fs-01")
        .length;
    await awaitUntil("the ticket of the known client", async () => ((await count()) === 1 ? true : undefined));
    const held = (await world.api.get(`/deliveries/${body.deliveryId}`)) as {
      quarantine: { reason: string; ordinal: number }[];
    };
    assert.deepEqual(
      held.quarantine.map(({ reason, ordinal }) => [reason, ordinal]),
      [["unknownClient", 1]],
    );
    await world.api.post("/client-map", {
      connection: "prometheus",
      externalId: "harbor-foods",
      client: "Harbor Foods",
    });
    await world.api.post(`/deliveries/${body.deliveryId}/replay`);
    await awaitUntil("the ticket of the mapped client", async () => ((await count()) === 2 ? true : undefined));
    const { value: seen } = await awaitUntil("the alert of the known client", async () => {
      const tickets = await world.tickets();
      const views = await Promise.all(tickets.map(({ id }) => world.ticket(id)));
      return views.find(({ client, fields }) => client === "Acme Dental" && fields["title"] === "Disk full on fs-01");
    });
    assert.equal(seen.alerts[0]?.eventCount, 1, "what was applied before is not counted again");
  });
});

describe("a secret that is changed", () => {
  it("is taken beside the one before until their overlap ends, which needs no further change to be noticed", async () => {
    const status = async (authorization: string) =>
      (await post(world.hookUrl, { headers: { ...json, authorization } })).status;
    const changed = "a-token-of-the-next-year";
    await world.api.patch("/connections/prometheus", {
      secrets: { bearerToken: changed },
      overlapHours: 10 / 3_600,
    });
    assert.deepEqual([await status(token), await status(`Bearer ${changed}`)], [202, 202]);
    await awaitUntil("the end of the overlap", async () => ((await status(token)) === 401 ? true : undefined));
    assert.equal(await status(`Bearer ${changed}`), 202);
  });
});
