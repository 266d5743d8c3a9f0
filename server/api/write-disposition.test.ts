import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { writeDisposition } from "./write-disposition.ts";

const named = (plain: string, encoded = plain) => `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;

describe("a file's name in a header", () => {
  const cases: readonly [string, string, string][] = [
    ["stays as it is where it is plain", "smoke.bin", named("smoke.bin")],
    ["is told twice where it is not ASCII", "Büro (1).pdf", named("B_ro (1).pdf", "B%C3%BCro%20%281%29.pdf")],
    [
      "ends no header and no quotation",
      'a"\r\nset-cookie: x=1',
      named("a___set-cookie_ x=1", "a___set-cookie_%20x%3D1"),
    ],
    ["is no path", "../../etc/passwd", named("_.._etc_passwd")],
    ["does not turn its own ending around", "photo\u202egpj.exe", named("photo_gpj.exe")],
    ["is none that a system hides", ".htaccess", named("htaccess")],
    ["is there even if nothing of it can stay", "...", named("file")],
    ["splits no sign in two, and holds no half one", "\ud83d😀.txt", named("__.txt", "_%F0%9F%98%80.txt")],
    ["mentions no percent sign and no semicolon twice over", "50%;x.txt", named("50__x.txt", "50%25%3Bx.txt")],
  ];
  for (const [sentence, given, wanted] of cases) it(sentence, () => assert.equal(writeDisposition(given), wanted));

  it("is cut before its ending", () => {
    const written = writeDisposition(`${"é".repeat(400)}.tar.gz`);
    assert.match(written, /_{197}\.gz"/);
    assert.ok(written.length < 2_000);
  });
});
