import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { germanSentences, sayInGerman } from "../server/console/app/hub-words/german.ts";
import { readSentences, type Sentence } from "./support/read-sentences.ts";

/** Where a text stands that the console shows: in what is refused, held, tested or found wrong. */
const shown =
  /^(AppError|detail:|expected:|hint:|lastError:|remedy:|step:|refuse\(\)|reject\(\)|note\(\)|wrong\(\)|unclear\(\)|missing\(\)|toStep\(\)|tellStep\(\)|regex\(\)|refine\(\))$/;
/** What the command line says, what stands in tickets, mails and logs, and what programs read. */
const elsewhere = /^server\/(cli|console|demo|mcp|smtp|telemetry|db\/migrations)\/|^core\/flows\/answer-pages/;

/** What a connector is called, where that is more than a product's name: `ntfy, push messages`. */
const isTitle = ({ file, place, text }: Sentence) =>
  file.endsWith("/manifest.ts") && place === "title:" && /\s[a-z]{2,}/.test(text) && !/[?=]/.test(text);

const sentences = readSentences(["core", "connectors", "server", "schemas"]);
const placesIn = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([place]) => place).toSorted();

describe("what the hub says in English", () => {
  it("has German words, wherever the console shows it", () => {
    const missing = sentences
      .filter((one) => (shown.test(one.place) && !elsewhere.test(one.file)) || isTitle(one))
      .filter(({ text }) => !Object.hasOwn(germanSentences, text))
      .map(({ file, place, text }) => `${file} (${place}) ${text}`);
    assert.deepEqual([...new Set(missing)], []);
  });

  it("is what the German is of: no sentence is left of what is gone", () => {
    const said = new Set(sentences.map(({ text }) => text));
    // Some are put together where they are said: of these a piece stands in the source.
    const pieces = [...said].map((text) => text.split(/\{\d\}/)[0]?.trim() ?? "").filter((piece) => piece.length >= 8);
    const isPutTogether = (text: string) => pieces.some((piece) => text.includes(piece));
    assert.deepEqual(
      Object.keys(germanSentences).filter((text) => !said.has(text) && !isPutTogether(text)),
      [],
    );
  });

  it("holds the same values in both languages, each once", () => {
    const differing = Object.entries(germanSentences).filter(
      ([english, german]) => placesIn(english).join() !== placesIn(german).join(),
    );
    assert.deepEqual(differing, []);
  });

  it("is found with the values in it", () => {
    assert.equal(sayInGerman('There is no client "Nordlicht GmbH".'), "Es gibt keinen Kunden „Nordlicht GmbH“.");
    for (const [english, german] of Object.entries(germanSentences)) {
      const filled = (text: string) => text.replaceAll(/\{(\d)\}/g, "⟨$1⟩");
      assert.equal(sayInGerman(filled(english)), filled(german));
    }
  });
});
