import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type AskApi, openApiClient } from "../support/api-world.ts";
import { openDeskWorld } from "../support/desk-world.ts";

interface Words {
  help: Record<string, { label: string; help: string; secret?: boolean }>;
  setupSteps: string[];
}

let ask: AskApi;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  const world = await openDeskWorld({ after: (run) => void closers.unshift(run) }, {});
  ask = await openApiClient(world, "languages");
});
after(async () => {
  for (const close of closers) await close();
});

/** What is asked for, and the language that answers. */
const cases: readonly [asked: string | undefined, answered: "en" | "de"][] = [
  [undefined, "en"],
  ["de", "de"],
  ["de-AT", "de"],
  ["DE", "de"],
  ["fr", "en"],
  ["fr, de;q=0.4", "de"],
  ["de;q=0.3, en;q=0.8", "en"],
  ["de;q=0", "en"],
  ["*", "en"],
  [",;q=", "en"],
];

/** Node's fetch asks for any language unless told otherwise. */
const wanting = (language: string | undefined) => ({ "accept-language": language ?? "" });

describe("words of a connector", () => {
  for (const [asked, answered] of cases)
    it(`are ${answered} for whoever asks for ${asked ?? "nothing"}`, async () => {
      const { headers, body } = await ask("GET", "/connectors", undefined, wanting(asked));
      const connectors = body as unknown as (Words & { name: string })[];
      const halo = connectors.find(({ name }) => name === "halopsa") ?? assert.fail("no halopsa");
      assert.deepEqual(halo.help["clientSecret"], {
        ...(answered === "de"
          ? { label: "Client-Secret", help: "Wird einmal gezeigt, wenn die Anwendung gespeichert wird." }
          : { label: "Client secret", help: "Shown once when the application is saved." }),
        secret: true,
      });
      assert.match(halo.setupSteps[2] ?? "", answered === "de" ? /Legen Sie ein Textfeld/ : /add a text field/);
      assert.equal(headers.get("content-language"), answered);
      assert.match(headers.get("vary") ?? "", /accept-language/i);
    });

  it("are those of whoever connects it, in the steps and in the texts to paste, however it is connected", async () => {
    for (const [language, steps, title] of [
      ["de", /^Speichern Sie den Einrichtungstext „Benachrichtigungsskript“/, "Benachrichtigungsskript"],
      ["en", /^Save the setup text “Notification script”/, "Notification script"],
    ] as const) {
      const name = `netdata-${language}`;
      const added = await ask("POST", "/connections", { name, connector: "netdata" }, wanting(language));
      assert.equal(added.status, 201, added.body.detail);
      const { setupSteps, hookUrl } = added.body as unknown as Words & { hookUrl: string };
      assert.match(setupSteps[0] ?? "", steps);
      assert.ok(setupSteps[0]?.includes(hookUrl));
      assert.equal(added.headers.get("content-language"), language);
      const texts = await ask("POST", `/connections/${name}/setup`, undefined, wanting(language));
      const [script] = texts.body as unknown as { title: string; place: string; text: string }[];
      assert.equal(script?.title, title);
      assert.match(script?.place ?? "", language === "de" ? /Modus 700/ : /mode 700/);
      assert.ok(script?.text.startsWith("#!/bin/sh"));
    }
    const text = JSON.stringify({ interdesk: 1, connections: [{ name: "filed", connector: "netdata" }] });
    const applied = await ask("POST", "/configuration/apply", { text }, wanting("de"));
    assert.equal(applied.status, 200, JSON.stringify(applied.body));
    const { connections } = applied.body as unknown as { connections: Words[] };
    assert.match(connections[0]?.setupSteps[0] ?? "", /^Speichern Sie den Einrichtungstext/);
  });

  it("say without a mail address what is missing", async () => {
    const mail = { name: "mail-de", connector: "email" };
    const { body } = await ask("POST", "/connections", mail, wanting("de"));
    assert.match((body as unknown as Words).setupSteps[0] ?? "", /noch keine Adresse: Setzen Sie smtp\.port/);
  });
});
