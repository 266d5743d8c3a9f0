import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkEmail, checkName, checkPhone } from "./addresses.ts";

describe("addresses of people", () => {
  const cases: readonly [
    check: (address: string) => string | undefined,
    good: readonly string[],
    bad: readonly string[],
  ][] = [
    [
      checkPhone,
      ["+4930123456", "+1234567", `+${"9".repeat(15)}`],
      ["", "030123456", "+0301234567", "+123456", `+${"9".repeat(16)}`, "+49 30 123456", "+49301234a", "+4930123456\n"],
    ],
    [
      checkEmail,
      ["night@example.com", "a.b+c@mail.example.co.uk", "jörg@müller.example"],
      [
        "",
        "night",
        "a@b",
        "a b@example.com",
        "a@example.com,b@example.com",
        "A <a@example.com>",
        "a@example.com\r\nBcc: x@y.zz",
        "a@ex..ample.com",
        "a@-example.com",
      ],
    ],
    [checkName, ["Night shift", "#night"], ["", "  ", "a\nb", "x".repeat(101), "https://example.com/hook"]],
  ];
  for (const [check, good, bad] of cases) {
    for (const address of good)
      it(`${check.name} takes ${JSON.stringify(address)}`, () => assert.equal(check(address), undefined));
    for (const address of bad)
      it(`${check.name} refuses ${JSON.stringify(address.slice(0, 40))}, in words`, () =>
        assert.match(check(address) ?? "", /^Expected/));
  }
});
