import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Answered, type Outcome, readOutcome } from "./outcomes.ts";

const answered = (path: string, more: Partial<Answered>): Answered => ({
  path,
  status: 200,
  hadSession: false,
  setsSession: false,
  location: undefined,
  ...more,
});

describe("what an answer means for the audit", () => {
  const cases: readonly [string, Answered, Outcome][] = [
    ["a sign-in", answered("/sign-in/email", { setsSession: true }), { kind: "signedIn", by: "password" }],
    [
      "a sign-in again",
      answered("/sign-in/email", { setsSession: true, hadSession: true }),
      { kind: "signedIn", by: "password" },
    ],
    ["a password, with the code to come", answered("/sign-in/email", {}), { kind: "nothing" }],
    [
      "a wrong password",
      answered("/sign-in/email", { status: 401 }),
      { kind: "failed", reason: "wrong address or password" },
    ],
    [
      "a code",
      answered("/two-factor/verify-totp", { setsSession: true }),
      { kind: "signedIn", by: "password and code" },
    ],
    [
      "too many codes",
      answered("/two-factor/verify-totp", { status: 429 }),
      { kind: "failed", reason: "locked for a while" },
    ],
    [
      "the first code of a new factor",
      answered("/two-factor/verify-totp", { setsSession: true, hadSession: true }),
      { kind: "changed", action: "person.secondFactorOn" },
    ],
    ["a code within a session", answered("/two-factor/verify-totp", { hadSession: true }), { kind: "nothing" }],
    [
      "a passkey",
      answered("/passkey/verify-authentication", { setsSession: true }),
      { kind: "signedIn", by: "passkey" },
    ],
    [
      "a wrong passkey",
      answered("/passkey/verify-authentication", { status: 400 }),
      { kind: "failed", reason: "passkey not verified" },
    ],
    [
      "a new password",
      answered("/change-password", { hadSession: true, setsSession: true }),
      { kind: "changed", action: "person.password" },
    ],
    [
      "a wrong old password",
      answered("/change-password", { hadSession: true, status: 400 }),
      { kind: "failed", reason: "wrong password for a change" },
    ],
    ["a sign-out", answered("/sign-out", { hadSession: true }), { kind: "changed", action: "person.signOut" }],
    ["a sign-out of nobody", answered("/sign-out", {}), { kind: "nothing" }],
    [
      "a provider",
      answered("/callback/entra", { status: 302, setsSession: true, location: "/" }),
      { kind: "signedIn", by: "entra" },
    ],
    [
      "a provider's refusal",
      answered("/callback/entra", { status: 302, location: "/sign-in?error=account_not_linked" }),
      { kind: "failed", reason: "entra: account_not_linked" },
    ],
    [
      "a provider that is added",
      answered("/callback/entra", { status: 302, hadSession: true, location: "/" }),
      { kind: "changed", action: "person.providerAdd" },
    ],
    ["a list", answered("/list-accounts", { hadSession: true }), { kind: "nothing" }],
  ];
  for (const [sentence, answer, expected] of cases)
    it(`${sentence} → ${expected.kind}`, () => assert.deepEqual(readOutcome(answer), expected));
});
