import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { ConfigError, loadConfig } from "./config.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-config-"));
});
after(() => rm(folder, { recursive: true }));

async function load(text: string, environment: Record<string, string> = {}) {
  const file = path.join(folder, "interdesk.yaml");
  await writeFile(file, text);
  return loadConfig(file, environment);
}

describe("settings", () => {
  it("have defaults for everything", async () => {
    const config = await loadConfig(path.join(folder, "missing.yaml"), {});
    assert.deepEqual(
      [config.dataDir, config.http.port, config.databaseUrl, config.poll.intervalSeconds],
      ["./.interdesk", 8080, undefined, 60],
    );
  });
  it("come from the file, and the environment wins", async () => {
    const config = await load("http:\n  port: 9000\n  host: 0.0.0.0\n", { INTERDESK_PORT: "9001" });
    assert.deepEqual([config.http.port, config.http.host], [9001, "0.0.0.0"]);
  });
  it("trust no proxy unless it is named", async () => {
    assert.deepEqual((await load("")).http.trustedProxies, []);
    const { http } = await load("", { INTERDESK_TRUSTED_PROXIES: "10.0.0.7, 10.1.0.0/16" });
    assert.deepEqual(http.trustedProxies, ["10.0.0.7", "10.1.0.0/16"]);
  });
  it("name providers of OpenID Connect in the file or in variables, whose names hold the provider's id", async () => {
    const { people } = await load(
      "people:\n  providers:\n    entra: { issuer: https://login.example/v2.0, clientId: app, role: viewer }\n",
      {
        INTERDESK_OIDC_ENTRA_CLIENT_SECRET: "hunter2",
        INTERDESK_OIDC_MY_KEYCLOAK_ISSUER: "https://sso.example/realms/msp",
        INTERDESK_OIDC_MY_KEYCLOAK_CLIENT_ID: "interdesk",
        INTERDESK_OIDC_MY_KEYCLOAK_CLIENT_SECRET: "hunter3",
      },
    );
    assert.deepEqual(Object.keys(people.providers), ["entra", "my-keycloak"]);
    assert.equal(people.providers["entra"]?.clientSecret, "hunter2");
    assert.deepEqual(
      [people.providers["my-keycloak"]?.scopes, people.providers["my-keycloak"]?.role],
      [["openid", "email", "profile"], undefined],
    );
    assert.deepEqual([people.idleMinutes, people.sessionHours], [30, 12]);
  });
  for (const [sentence, text, environment, words] of [
    [
      "a provider without an issuer, from the environment",
      "",
      { INTERDESK_OIDC_ENTRA_CLIENT_ID: "app" },
      [/people\.providers\.entra\.issuer/, /people\.providers\.entra\.clientSecret/],
    ],
    [
      "an id of a provider that cannot stand in an address",
      "people: { providers: { 'My SSO': {} } }",
      {},
      [/people\.providers\.My SSO/],
    ],
    [
      "an origin with a path",
      "",
      { INTERDESK_TRUSTED_ORIGINS: "https://desk.example/x" },
      [/people\.trustedOrigins\.0: an origin without a path/],
    ],
    ["a role that there is none of", "", { INTERDESK_OIDC_X_ROLE: "king" }, [/INTERDESK_OIDC_X_ROLE is "king"/]],
    ["a wrong type", "http:\n  port: eighty\n", {}, [/http\.port is "eighty"/, /expected number/]],
    ["an unknown name", "htpp: {}\n", {}, [/htpp/]],
    ["a number out of range, from the environment", "", { INTERDESK_PORT: "70000" }, [/INTERDESK_PORT is 70000/]],
    [
      "several at once",
      "logLevel: loud\npoll:\n  intervalSeconds: 0\n",
      {},
      [/logLevel is "loud"/, /poll\.intervalSeconds is 0/],
    ],
    ["a port for mail without a domain", "", { INTERDESK_SMTP_PORT: "2525" }, [/smtp\.domain/]],
    [
      "a domain that is an address",
      "",
      { INTERDESK_SMTP_PORT: "25", INTERDESK_SMTP_DOMAIN: "a@b.example" },
      [/a domain such as/],
    ],
    [
      "a proxy that is neither address nor range",
      "",
      { INTERDESK_TRUSTED_PROXIES: "10.0.0.7, proxy.example" },
      [/http\.trustedProxies\.1: an address such as 10\.0\.0\.7/],
    ],
    ["broken YAML, with its line", "http:\n  port: [1\n", {}, [/line \d/]],
    ["a list where names were expected", "- a\n", {}, [/top level/]],
  ] as const) {
    it(`name ${sentence}`, async () => {
      await assert.rejects(
        load(text, environment),
        (error) => error instanceof ConfigError && words.every((word) => word.test(error.message)),
      );
    });
  }
  it("never show a provider's secret", async () => {
    await assert.rejects(
      load("people: { providers: { entra: { issuer: https://a.example, clientId: x, clientSecret: [hunter2] } } }"),
      (error) =>
        error instanceof ConfigError && !error.message.includes("hunter2") && /value not shown/.test(error.message),
    );
  });
  it("never show a secret value", async () => {
    await assert.rejects(
      load("", { DATABASE_URL: "mysql://root:hunter2@db/x" }),
      (error) =>
        error instanceof ConfigError && !error.message.includes("hunter2") && error.message.includes("DATABASE_URL"),
    );
  });
});
