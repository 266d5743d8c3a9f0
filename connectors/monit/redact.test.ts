import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { readRequest } from "../../test/contract/monitor-recordings.ts";
import { redactMessage } from "./redact.ts";

const folder = new URL("./recordings/", import.meta.url);
const redact = (text: string, encoding: BufferEncoding = "utf8") =>
  Buffer.from(redactMessage(Buffer.from(text, encoding))).toString(encoding);

describe("what is not stored of a message for M/Monit", () => {
  const names = readdirSync(folder).filter((name) => name.includes("mmonit"));
  it("is there to be hidden", () => assert.equal(names.length, 6));
  for (const name of names)
    it(`is the password of Monit's web interface, and what the machine is: ${name}`, () => {
      const { body } = readRequest(folder, name);
      assert.match(body, /<credentials><username>admin<\/username><password>monit-test<\/password>/);
      const kept = redact(body);
      assert.doesNotMatch(kept, /monit-test|admin|6\.1\.0-18|monitrc/);
      assert.match(kept, /<credentials><\/credentials>.*<platform><\/platform>/);
      assert.ok(kept.includes("<localhostname>web-01.example.net</localhostname>"));
    });

  it("is as much where elements have blanks, come twice, are nested or never end", () => {
    assert.equal(
      redact("<a><credentials >x</credentials><b/><credentials>y</credentials></a>"),
      "<a><credentials ></credentials><b/><credentials></credentials></a>",
    );
    assert.equal(redact("<a><credentials><credentials>x</credentials></a>"), "<a><credentials></credentials></a>");
    for (const text of ["<a><credentials><password>x", "<a><credentials x", "<a><credentials"])
      assert.doesNotMatch(redact(text), /password|x/);
  });

  it("leaves all other bytes as they were", () => {
    const text = "\ufeff <?xml?><a>Gerät – 😀<credentials>x</credentials></a>";
    assert.equal(redact(text), text.replace(">x<", "><"));
    assert.equal(redact("<a>Ger\u00e4t</a>", "latin1"), "<a>Ger\u00e4t</a>");
  });

  it("is nothing of what a script sends", () => {
    for (const text of ['{"description":"<credentials>"}', "kind=problem&description=%3Cplatform", ""])
      assert.equal(redact(text), text);
  });

  it("is found in time in a million marks", () => {
    const started = performance.now();
    for (const part of ["<credentials>", "</credentials>", "<credentials", "<platform></platform"])
      redact(`<${part.repeat(80_000)}`);
    assert.ok(performance.now() - started < 2_000);
  });
});
