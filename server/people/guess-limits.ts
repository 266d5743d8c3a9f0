import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import type { Kysely } from "kysely";
import type { Database } from "../db/database.ts";
import { clearGuesses, returnGuess, takeGuess } from "../db/guesses.ts";

const withinMs = 15 * 60_000;
/** At one account, from one address. @see OWASP ASVS 5.0, 6.3.1 */
const mostPerAccount = 10;
/** From one address at all: an office behind one address signs in, a list of stolen passwords does not. */
const mostPerAddress = 100;
/** A code of a second factor is right for a minute and a half. */
const codeMs = 120_000;

/** Tries that were counted; to be settled once it is known whether the guess was right. */
export interface Tried {
  /** Undefined = the guess may be looked at. */
  retryAfterMs: number | undefined;
  /** It was right. */
  succeeded(): Promise<void>;
}

export interface GuessLimits {
  /**
   * Counts a try, over all nodes. Who is guessed at is never locked out: others' tries are counted by their own address.
   *
   * @param account whom it is about; undefined = that is not known
   */
  attempt(address: string, account: string | undefined): Promise<Tried>;
  /** Whether a code is used for the first time. */
  isFirstUse(personId: string, code: string): Promise<boolean>;
}

export function createGuessLimits(db: Kysely<Database>): GuessLimits {
  return {
    async attempt(address, account) {
      const place = widen(address);
      const wide = keyOf("address", place);
      const pair = account === undefined ? undefined : keyOf("account", account.toLowerCase(), place);
      const refused = (retryAfterMs: number) => ({ retryAfterMs, succeeded: async () => {} });
      // First the narrow one: who hammers at one account takes nothing from others behind the same address.
      const own = pair && (await takeGuess(db, pair, { most: mostPerAccount, withinMs }));
      if (own && !own.allowed) return refused(own.retryAfterMs);
      const all = await takeGuess(db, wide, { most: mostPerAddress, withinMs });
      if (!all.allowed) {
        if (pair) await returnGuess(db, pair);
        return refused(all.retryAfterMs);
      }
      return {
        retryAfterMs: undefined,
        async succeeded() {
          await returnGuess(db, wide);
          if (pair) await clearGuesses(db, pair);
        },
      };
    },
    isFirstUse: async (personId, code) =>
      (await takeGuess(db, keyOf("code", personId, code), { most: 1, withinMs: codeMs })).allowed,
  };
}

function keyOf(...parts: readonly string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}

/** Whoever has one address of IPv6 has all of its network. @see RFC 6177 */
function widen(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === "ipv4" ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(".");
}
