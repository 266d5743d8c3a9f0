import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createTranslator } from "./sentences.ts";

const say = createTranslator({
  "a text": "ein Text",
  "There is no such file.": "Diese Datei gibt es nicht.",
  "There is no client \"{0}\".": "Es gibt keinen Kunden „{0}“.", // prettier-ignore
  "There is no {0} called \"{1}\".": "Es gibt kein „{1}“ unter {0}.", // prettier-ignore
  "{0} is never open: no target would ever be due.": "{0} ist nie offen: Kein Ziel würde je fällig.",
  "This gives {0}; {1} is expected.": "Das ergibt {0}; erwartet wird {1}.",
  "The record {0} cannot be read: {1}": "Der Eintrag {0} ist nicht lesbar: {1}",
  "It is gone. Nobody deleted it.": "Er ist weg, ohne dass ihn jemand gelöscht hat.",
  "{0} does not know it": "{0} kennt es nicht",
  "Not taken: {0}": "Nicht angenommen: {0}",
  "Is it an old one?": "Ist er alt?",
});

describe("a sentence of the hub", () => {
  it("is said in the other language, with what stands in it", () => {
    assert.equal(say("There is no such file."), "Diese Datei gibt es nicht.");
    assert.equal(say('There is no client "Sonne".'), "Es gibt keinen Kunden „Sonne“.");
    assert.equal(say('There is no queue called "Ost".'), "Es gibt kein „Ost“ unter queue.");
    assert.equal(
      say("Night is never open: no target would ever be due."),
      "Night ist nie offen: Kein Ziel würde je fällig.",
    );
  });

  it("may stand in another one", () => {
    assert.equal(
      say("The record 7 cannot be read: There is no such file."),
      "Der Eintrag 7 ist nicht lesbar: Diese Datei gibt es nicht.",
    );
    assert.equal(say("This gives 5; a text is expected."), "Das ergibt 5; erwartet wird ein Text.");
  });

  it("may stand beside others, known or not", () => {
    assert.equal(say("There is no such file. Ask HQ."), "Diese Datei gibt es nicht. Ask HQ.");
    assert.equal(
      say("Too bad. It is gone. Nobody deleted it."),
      "Too bad. Er ist weg, ohne dass ihn jemand gelöscht hat.",
    );
  });

  it("does not begin with the one before it", () => {
    assert.equal(say("The table has no row. HQ does not know it"), "The table has no row. HQ kennt es nicht");
    assert.equal(say("Mind. Is it an old one? HQ does not know it."), "Mind. Ist er alt? HQ kennt es nicht.");
  });

  it("may be one of several in another one, or a part of one of several", () => {
    assert.equal(
      say("Not taken: id: There is no such file. Is it an old one? a text."),
      "Nicht angenommen: id: Diese Datei gibt es nicht. Ist er alt? ein Text.",
    );
  });

  it("may be a part: behind a place, before a reason, with or without its full stop", () => {
    assert.equal(
      say("rules.take at character 5: There is no such file."),
      "rules.take at character 5: Diese Datei gibt es nicht.",
    );
    assert.equal(say("There is no such file. (HTTP 404)"), "Diese Datei gibt es nicht. (HTTP 404)");
    assert.equal(say("line 3: a text."), "line 3: ein Text.");
    assert.equal(say("One.\nThere is no such file.\n"), "One.\nDiese Datei gibt es nicht.\n");
  });

  it("stays as it is where nobody has written it down", () => {
    for (const text of [
      "",
      "Quota exceeded.",
      "There is no client",
      "This gives 5; a text",
      " The vendor. Said this. ",
    ])
      assert.equal(say(text), text);
  });

  it("costs what it is long", () => {
    const long = `The record ${"cannot be read: ".repeat(100_000)}`;
    assert.match(say(long), /^Der Eintrag/);
    assert.equal(say(`This gives ${"; ".repeat(100_000)}`), `This gives ${"; ".repeat(100_000)}`);
  });
});
