import { succeed, type TestStep } from "../contract.ts";
import { tellStep } from "../pager-kit.ts";
import { Account } from "./api-types.ts";
import { callTwilio, type TwilioWorld } from "./client.ts";

const local = /^(?:localhost|127\.|0\.0\.0\.0|\[::1?\]|10\.|192\.168\.)/;

/** Reads the account by each credential; nothing is sent. */
export async function* testConnection(world: TwilioWorld): AsyncGenerator<TestStep> {
  const { settings, hookUrl } = world;
  const ask = (as?: "token") => callTwilio(world, Account, { method: "GET", path: ".json", ...(as ? { as } : {}) });
  const account = await ask("token");
  yield tellStep("Account and auth token", account, {
    good: ({ type }) =>
      type === "Trial"
        ? "They fit. A trial account reaches only numbers that were verified at Twilio."
        : "They fit, so that signatures can be checked too.",
    unauthorized: "Twilio does not accept the account SID with this auth token.",
  });
  if (account.ok && account.value.status !== "active")
    yield { step: "Account", ok: false, detail: `The account is not active but ${account.value.status}.` };
  if (settings.apiKeySid !== undefined)
    yield tellStep("API key", await ask(), {
      good: "It may use the account.",
      unauthorized: "Twilio does not accept the API key; key, secret and region must belong together.",
    });
  if (settings.smsFrom === undefined && settings.voiceFrom === undefined)
    yield { step: "Senders", ok: false, detail: "Neither an SMS sender nor a caller number is set." };
  yield checkHook(hookUrl, settings.apiUrl);
}

/** Twilio calls us from the internet; only a Twilio on this machine calls a local address. */
function checkHook(hookUrl: string | undefined, apiUrl: string): TestStep {
  const isLocal = hookUrl !== undefined && local.test(new URL(hookUrl).host) && !local.test(new URL(apiUrl).host);
  if (hookUrl === undefined || isLocal)
    return {
      step: "Way back",
      ok: false,
      detail: "Twilio cannot reach this hub, so that no key and no reply would arrive: set http.publicUrl.",
    };
  return tellStep("Way back", succeed(undefined), {
    good: `Answers come to ${new URL(hookUrl).origin}.`,
    unauthorized: "",
  });
}
