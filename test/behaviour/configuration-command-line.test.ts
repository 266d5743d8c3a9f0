import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { useCommandLine } from "../support/command-line.ts";

const line = useCommandLine();
const config = (args: readonly string[], more: Record<string, string> = {}) =>
  line.interdesk(["config", ...args], "", more);
const inFolder = (name: string) => path.join(line.dataDir, name);

const text = `interdesk: 1
clients: [{ name: Acme }]
connections:
  - name: prom
    connector: alertmanager
    secrets: { bearerToken: { env: PROM_TOKEN } }
rules: { storm: { perMinute: 90 } } # a small client
`;
const token = { PROM_TOKEN: "0123456789abcdef" };

describe("a configuration on the command line", () => {
  it("is compared, applied when it is said to be, and is then as the file says", async () => {
    const file = inFolder("msp.yaml");
    await writeFile(file, text);
    const diff = await config(["diff", file, "--exit-code"], token);
    assert.equal(diff.code, 2, diff.err);
    assert.match(diff.out, /^\+ client Acme\n\+ connection prom\n\+ intake rules\n {4}/);
    const asked = await config(["apply", file], token);
    assert.deepEqual([asked.code, asked.err], [1, "Nobody can be asked here. Give --yes to apply it.\n"]);
    const applied = await config(["apply", file, "--yes"], token);
    assert.equal(applied.code, 0, applied.err);
    assert.match(applied.out, /\nApplied 3 changes\.\nThe address of prom, shown only now: http.*\/hooks\//);
    const again = await config(["diff", file, "--exit-code"]);
    assert.deepEqual(
      [again.code, again.out],
      [
        0,
        "Nothing would change: it is all as the file says.\n" +
          "The secret bearerToken of prom is not given here: what is stored stays.\n",
      ],
    );
  });

  it("is written out for git, with its comments and without secrets", async () => {
    const file = inFolder("written.yaml");
    assert.match((await config(["export", file])).out, /^Written to .*written\.yaml/);
    const written = await readFile(file, "utf8");
    assert.match(written, /env: INTERDESK_PROM_BEARER_TOKEN/);
    assert.match(written, /# a small client/);
    assert.ok(!written.includes(token.PROM_TOKEN));
    assert.match((await config(["diff", file])).out, /^Nothing would change/);
    const parts = (await config(["export", "--parts", "clients"])).out;
    assert.match(parts, /\nclients:\n {2}- name: Acme\n$/);
    assert.match((await config(["export", "--parts", "client"])).err, /parts/);
    const schema = JSON.parse((await config(["schema"])).out) as { properties: Record<string, unknown> };
    assert.ok(schema.properties["onCall"]);
  });

  it("reads secrets from variables and files, and says which cannot be read", async () => {
    const [file, secret] = [inFolder("more.yaml"), inFolder("token.txt")];
    const more = `interdesk: 1\nconnections:\n  - { name: more, connector: alertmanager, secrets: { bearerToken: REF } }\n`;
    await writeFile(file, more.replace("REF", `{ file: ${JSON.stringify(secret)} }`));
    assert.match((await config(["diff", file])).err, /The secret bearerToken of "more": .*token\.txt cannot be read/);
    await writeFile(secret, "fedcba9876543210\n");
    assert.match((await config(["apply", file, "--yes"])).out, /The address of more/);
    await writeFile(file, more.replace("name: more", "name: other").replace("REF", "{ env: NO_SUCH_TOKEN }"));
    assert.equal(
      (await config(["diff", file])).err,
      "line 3, connections.0.secrets.bearerToken: NO_SUCH_TOKEN is not set, and no such secret is stored.\n",
    );
  });

  it("says line, path and what was expected of a file that cannot be used", async () => {
    const file = inFolder("wrong.yaml");
    await writeFile(file, "interdesk: 2\nclient: []\n");
    const { code, err } = await config(["apply", file, "--yes"]);
    assert.equal(code, 1);
    assert.match(err, /line 1, interdesk: .*expected 1/);
    assert.match(err, /line 2, client: There is no field "client" here\./);
    assert.match((await config(["diff", inFolder("nowhere.yaml")])).err, /nowhere\.yaml cannot be read/);
  });

  it("lets things go that the file does not name, where that is asked for", async () => {
    const file = inFolder("msp.yaml");
    const { out } = await config(["diff", file], token);
    assert.match(out, /Not in the file, and left as it is: connection more\./);
    assert.match((await config(["diff", file, "--prune"], token)).out, /^- connection more\n/);
    assert.match((await config(["apply", file, "--prune", "--yes"], token)).out, /Applied 1 change\./);
    assert.match((await config(["diff", file, "--prune"], token)).out, /^Nothing would change/);
  });
});
