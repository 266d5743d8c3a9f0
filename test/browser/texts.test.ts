import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { de } from "../../server/console/app/text/de.ts";
import { en } from "../../server/console/app/text/en.ts";

const app = new URL("../../server/console/app/", import.meta.url);

/** `shell.pages.now` and its text, of all texts. */
function flatten(texts: object, path = ""): [key: string, text: unknown][] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null
      ? flatten(value, `${path}${name}.`)
      : [[`${path}${name}`, value] as [string, unknown]],
  );
}

const placeholders = (text: unknown) =>
  [...String(text).matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name]) => name).toSorted();
const plural = /_(?:zero|one|two|few|many|other)$/;

const sources = readdirSync(app, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/^text\/(?:en|de)\b/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, app), "utf8") }));

describe("the texts of the console", () => {
  const english = new Map(flatten(en));
  const german = new Map(flatten(de));

  it("exist in both languages, none of them empty", () => {
    assert.deepEqual([...german.keys()].toSorted(), [...english.keys()].toSorted());
    for (const texts of [english, german])
      for (const [key, text] of texts) assert.ok(typeof text === "string" && text.trim() !== "", key);
  });

  it("name the same values in both", () => {
    const differing = [...english].filter(
      ([key, text]) => new Set([...placeholders(text), "|", ...placeholders(german.get(key))]).size !== new Set([...placeholders(text), "|"]).size ||
        (!plural.test(key) && placeholders(text).join() !== placeholders(german.get(key)).join()),
    ); // prettier-ignore
    assert.deepEqual(differing, []);
  });

  it("have both numbers where they have one", () => {
    const bases = new Set([...english.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, "")));
    for (const base of bases)
      for (const [name, texts] of [
        ["English", english],
        ["German", german],
      ] as const)
        for (const form of ["one", "other"]) assert.ok(texts.has(`${base}_${form}`), `${name}: ${base}_${form}`);
  });

  it("are all used", () => {
    const all = sources.map(({ text }) => text).join("\n");
    const parts = [...all.matchAll(/[`"']([a-zA-Z][\w.]*\.)?\$\{[^}]*\}([\w.]*)[`"']/g)];
    // Of a key that is put together, what stands before and behind the part that is not known.
    const built = parts.map(([, before = "", behind = ""]) => ({ before, behind }));
    const named = new Set([...all.matchAll(/["'`]([a-zA-Z]\w*(?:\.\w+)+)["'`]/g)].map(([, key = ""]) => key));
    // Whoever takes a whole table of texts names what stands above them.
    const above = (key: string) => key.split(".").map((_, place, parts) => parts.slice(0, place + 1).join("."));
    const isUsed = (key: string) =>
      above(key).some((one) => named.has(one)) ||
      built.some(({ before, behind }) => before !== "" && key.startsWith(before) && key.endsWith(behind));
    const unused = [...new Set([...english.keys()].map((key) => key.replace(plural, "")))].filter(
      (key) => !isUsed(key),
    );
    assert.deepEqual(unused, []);
  });

  it("are nowhere else: no words stand in what is drawn", () => {
    const found: string[] = [];
    for (const { name, text } of sources.filter(({ name }) => name.endsWith(".tsx"))) {
      const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:"'`])\/\/.*$/gm, "");
      for (const [, words = ""] of code.matchAll(/(?<![=-])>\s*([A-Z][a-z]{2,}[^<>{}=;()]*)<\/?[a-zA-Z]/g))
        found.push(`${name}: ${words.trim()}`);
      for (const [, attribute, words] of code.matchAll(
        /\b(aria-label|title|label|placeholder|alt|description)="((?!https:\/\/")[^"]*[A-Za-z]{2}[^"]*)"/g,
      ))
        found.push(`${name}: ${attribute} "${words}"`);
    }
    assert.deepEqual(found, []);
  });
});
