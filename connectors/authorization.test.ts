import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { verifyBasic, verifyBearer } from "./signatures.ts";

describe("Authorization", () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  it("takes a bearer token whole and in its own case; the word Bearer in any", () => {
    assert.equal(verifyBearer("bearer token-1", ["token-2", "token-1"]), true);
    for (const header of [undefined, "", "Bearer", "Bearer ", "Bearer token-", "Bearer token-11", "Bearer TOKEN-1"])
      assert.equal(verifyBearer(header, ["token-1"]), false, header);
    assert.equal(verifyBearer("Bearer token-1", []), false);
  });
  it("takes passwords with colons and letters of any language", () => {
    const users = [{ user: "am", password: "pä:ss:wörd" }];
    assert.equal(verifyBasic(basic("am:pä:ss:wörd"), users), true);
    for (const header of [basic("am:pä"), basic("am"), basic("am:"), "Basic !!!!", `${basic("am:pä:ss:wörd")} `])
      assert.equal(verifyBasic(header, users), false, header);
  });
});
