import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refusePassword } from "./password-policy.ts";

const known = ["anna.roth@blue-harbour.example", "Anna Roth"];

describe("a password", () => {
  for (const [password, words] of [
    ["", /at least 12/],
    ["elevenchars", /at least 12/],
    ["🐢".repeat(11), /at least 12/],
    ["x".repeat(129), /at most 128/],
    ["aaaaaaaaaaaa", /repeats itself/],
    ["abababababab", /repeats itself/],
    ["123456789012", /row of keys/],
    ["098765432109", /row of keys/],
    ["abcdefghijkl", /row of keys/],
    ["qwertyuiop12", /row of keys/],
    ["asdfghjkl123", /row of keys/],
    ["password1234", /tried first/],
    ["Password2024!", /tried first/],
    ["P@ssw0rd!2024", /tried first/],
    ["Passwort12345", /tried first/],
    ["Welcome2026!!", /tried first/],
    ["Interdesk2026", /tried first/],
    ["admin-admin-1", /tried first/],
    ["annaroth2026!", /own name/],
    ["blue-harbour1", /own name/],
  ] as const)
    it(`is refused: ${JSON.stringify(password.slice(0, 20))}`, () => {
      const told = refusePassword(password, known) ?? "";
      assert.match(told, words);
      assert.ok(password === "" || !told.includes(password));
    });
  for (const password of [
    "correct horse battery",
    "a long walk by the sea",
    "Tr0ub4dor&3-x",
    "839104726512",
    "x7#Kq!m2Zr@9",
    "ein Passwort aus Wörtern",
    "🐢".repeat(2) + "mangrove swim",
    "my dog likes annaroth",
  ])
    it(`may be ${JSON.stringify(password)}`, () => assert.equal(refusePassword(password, known), undefined));
});
