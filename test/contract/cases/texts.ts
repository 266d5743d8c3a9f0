import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { z } from "zod";
import { type Language, languages, type Manifest, type SetupText, type Text } from "../../../connectors/contract.ts";

type AnyManifest = Manifest<z.ZodObject, z.ZodObject>;

/** What is said to an admin, said as well in each language. */
export function describeTexts(manifest: AnyManifest): void {
  describe("its words, in every language", () => {
    for (const { place, text, form } of listTexts(manifest))
      it(place, () => {
        assertTranslated(text);
        for (const language of languages) assertForm(text[language], form);
      });
  });
}

/**
 * Of texts to paste: their names and places in every language, so that the steps that call them by name find them.
 *
 * @param texts what the connector builds with everything set
 */
export function assertSetupTexts(texts: readonly SetupText[], { setupSteps }: AnyManifest): void {
  for (const { title, place } of texts) {
    assertTranslated(title);
    assertSame(place);
    for (const step of setupSteps)
      assert.equal(
        step.en.includes(`“${title.en}”`),
        step.de.includes(`„${title.de}“`),
        `“${title.en}” in: ${step.de}`,
      );
  }
}

type Form = "label" | "name" | "sentence" | "words";

function listTexts({ help, setupSteps, channels = [] }: AnyManifest): { place: string; text: Text; form: Form }[] {
  return [
    ...Object.entries(help).flatMap(([key, field]) => [
      { place: `label of ${key}`, text: field.label, form: "label" as const },
      { place: `help of ${key}`, text: field.help, form: "sentence" as const },
    ]),
    ...channels.flatMap(({ name, label, addressHelp }) => [
      { place: `label of the channel ${name}`, text: label, form: "name" as const },
      { place: `addresses of the channel ${name}`, text: addressHelp, form: "sentence" as const },
    ]),
    ...setupSteps.map((text, index) => ({ place: `step ${index + 1}`, text, form: "words" as const })),
  ];
}

function assertForm(text: string, form: Form): void {
  if (form === "label") assert.match(text, /^\p{Lu}.{1,59}$/u);
  // A vendor that writes its name small keeps it so.
  if (form === "name") assert.match(text, /^\p{L}.{1,59}$/u);
  if (form === "sentence") assert.match(text, /\p{L}{2}.*\.$/u);
}

/** One word may be the same everywhere: Server, Token. Several that are were forgotten. */
function assertTranslated(text: Text): void {
  assertSame(text);
  if (!/^[\p{L}\p{N}]+$/u.test(text.en)) assert.notEqual(text.de, text.en);
}

/** Nothing that is typed, copied or filled in is lost on the way from one language to the other. */
function assertSame(text: Text): void {
  for (const language of languages) {
    assert.match(text[language] ?? "", /^\S(?:.*\S)?$/u);
    assert.deepEqual(listTokens(text, language), listTokens(text, "en"), text[language]);
  }
}

const tokens = [
  // Placeholders, and macros of vendors.
  /\{\$?[A-Za-z][\w.]*\}/g,
  /`[^`]+`/g,
  /https?:\/\/[^\s,;)]*[^\s,;).:]/g,
  // Names of headers and fields, paths, and what is set to what.
  /\bX-[A-Z][\w-]+/g,
  /\b[a-z]+(?:_[a-z]+)+\b/g,
  /(?<![\w:/])~?\/[a-z]+\/[\w./-]*\w/g,
  /\b[\w.]+=[^\s,]*[^\s,.]/g,
  // Steps of a vendor's menu.
  /›/g,
];

function listTokens(text: Text, language: Language): string[] {
  return tokens.flatMap((token) => text[language].match(token) ?? []).toSorted();
}
