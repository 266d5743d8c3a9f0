const bytes = (text: string) => new TextEncoder().encode(text);

/** Bodies that no vendor would send and anybody could, told apart by name. */
export const malformedBodies: Readonly<Record<string, Uint8Array>> = {
  nothing: bytes(""),
  "a word": bytes("hello"),
  "a web page": bytes("<!DOCTYPE html><html></html>"),
  "cut JSON": bytes('{"id":'),
  null: bytes("null"),
  "a number": bytes("7"),
  "a text": bytes('"text"'),
  "an empty object": bytes("{}"),
  "a list of nulls": bytes("[null]"),
  "an object of other things": bytes('{"a":{"b":[1,2,{"c":null}]},"id":{"x":1},"type":[],"alerts":"none"}'),
  "a prototype": bytes('{"__proto__":{"id":"1"},"constructor":{"prototype":{}}}'),
  "bytes that are no UTF-8": new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  "a hundred thousand brackets": bytes("[".repeat(100_000)),
};
