import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { fillTable } from "./connector-table.ts";
import { builtIn } from "./registry.ts";

const file = path.join(import.meta.dirname, "README.md");

describe("the list of connectors in the README", () => {
  it("says what their manifests say; else run npm run connectors:table", async () => {
    const readme = await readFile(file, "utf8");
    assert.equal(readme, await fillTable(readme, builtIn, file));
  });

  it("has one line for each, with its folder, what it can do, and how ends and senders are known", async () => {
    const readme = await fillTable(await readFile(file, "utf8"), builtIn, file);
    for (const { manifest } of builtIn) {
      const line = readme.split("\n").find((one) => one.startsWith(`| [\`${manifest.name}\`]`)) ?? "";
      const cells = line.split("|").map((cell) => cell.trim());
      assert.equal(cells[2], manifest.title);
      assert.equal(cells[3], manifest.kind);
      assert.ok(cells[4]?.includes(manifest.capabilities[0] ?? ""), manifest.name);
      assert.equal(cells[5] !== "", manifest.kind === "monitor", manifest.name);
      for (const { name } of manifest.channels ?? []) assert.ok(cells[4]?.includes(name), manifest.name);
      assert.equal(cells[6] !== "", manifest.signsBy !== undefined, manifest.name);
    }
  });

  it("changes with a manifest, and nothing around it does", async () => {
    const readme = await readFile(file, "utf8");
    const [first, ...others] = builtIn;
    const { manifest } = first ?? assert.fail("no connectors");
    const renamed = [{ manifest: { ...manifest, title: "Another title" } }, ...others];
    const changed = (await fillTable(readme, renamed, file)).split("\n").filter((line) => !readme.includes(line));
    assert.ok(changed.some((line) => line.includes("Another title")));
    assert.ok(changed.every((line) => line.startsWith("|")));
  });

  it("needs its marks", async () => {
    await assert.rejects(fillTable("# connectors", builtIn, file), /has no line/);
  });
});
