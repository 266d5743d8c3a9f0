import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tellAnswer } from "./tell-answer.ts";

const page = "a web page instead of an answer";

describe("a vendor's answer, as people are told of it", () => {
  const cases: readonly [string, string, string][] = [
    ["is what it says", '{"error":"no such ticket"}', '{"error":"no such ticket"}'],
    ["may speak of HTML", "expected <html> in the body", "expected <html> in the body"],
    [
      "is a page's title",
      "<!DOCTYPE html>\n<html><head><title>502 Bad\n Gateway</title><script>x()</script>",
      `${page}, “502 Bad Gateway”`,
    ],
    [
      "is a page's heading where it has no title",
      "<html><body><h1 class=a>Oops &amp; out</h1>",
      `${page}, “Oops & out”`,
    ],
    ["is called a page where it names nothing", "  <HTML><body><img src=x onerror=alert(1)>", page],
    ["is a page behind a remark as well", "<!-- cache --><html><title>Sorry</title>", `${page}, “Sorry”`],
  ];
  for (const [sentence, given, wanted] of cases) it(sentence, () => assert.equal(tellAnswer(given), wanted));
});
