import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import { cookieName, dropCookie, openSigned, readCookie, readSetCookie } from "./cookies.ts";

const secret = "s3cret";
const sign = (value: string, key = secret) =>
  encodeURIComponent(`${value}.${createHmac("sha256", key).update(value).digest("base64")}`);

describe("cookies", () => {
  it("are read by their whole name", () => {
    assert.equal(readCookie("a=1; interdesk.session_token=x%3D; b=2", "interdesk.session_token"), "x%3D");
    assert.equal(readCookie("xinterdesk.session_token=1", "interdesk.session_token"), undefined);
    assert.equal(readCookie(undefined, "a"), undefined);
    assert.equal(dropCookie("a=1; b=2; c=3", "b"), "a=1; c=3");
  });
  it("carry the host's prefix where they are encrypted", () => {
    assert.equal(cookieName("https://desk.msp.example", "session_token"), "__Host-interdesk.session_token");
    assert.equal(cookieName("http://127.0.0.1:8080", "session_token"), "interdesk.session_token");
  });
  it("that an answer takes away are none that it sets", () => {
    const headers = new Headers();
    headers.append("set-cookie", "a=1; Path=/");
    headers.append("set-cookie", "b=; Max-Age=0");
    assert.deepEqual(
      [readSetCookie(headers, "a"), readSetCookie(headers, "b"), readSetCookie(headers, "c")],
      ["1", undefined, undefined],
    );
  });
  it("open with our own signature only", () => {
    assert.equal(openSigned(sign("token"), secret), "token");
    for (const wrong of [
      undefined,
      "",
      "token",
      "token.",
      ".sig",
      sign("token", "other"),
      sign("token").replace("token", "taken"),
      `${sign("token")}x`.slice(1),
      "%E0%A4%A",
    ])
      assert.equal(openSigned(wrong, secret), undefined, String(wrong));
  });
});
