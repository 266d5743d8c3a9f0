import assert from "node:assert/strict";
import type { Json } from "../../schemas/json.ts";
import type { VendorHttp } from "../../connectors/http.ts";

/** Shorter pieces would be found in innocent text. */
const leastLength = 6;

/** Everything that a connector tells people, and everything that must not be in it. */
export interface Told {
  note(words: string): void;
  /** Values of headers that say who we are are secret too: tokens are given at run time. */
  keepSecret(value: string): void;
  lines(): readonly string[];
  /** Fails naming the line, if one holds a secret in any form in which it travels. */
  assertNoSecret(): void;
}

export function createTold(): Told {
  const lines: string[] = [];
  const secrets = new Set<string>();
  return {
    note: (words) => void lines.push(words),
    keepSecret: (value) => void (value.length >= leastLength && secrets.add(value)),
    lines: () => lines,
    assertNoSecret() {
      const forms = [...secrets].flatMap(listForms);
      const leaks = lines.filter((line) => forms.some((form) => line.includes(form)));
      assert.deepEqual(leaks, [], "a secret is told");
    },
  };
}

/** As it is, within an address, within JSON, and within base64 at each of its three places. */
export function listForms(secret: string): string[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6)];
    return padded.toString("base64").slice(from, to);
  });
  const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...inBase64];
  return forms.filter((form) => form.length >= leastLength);
}

/** The same way out, with every `Authorization` noted as a secret. */
export function watchCredentials(http: VendorHttp, told: Told): VendorHttp {
  return {
    redact: (text) => http.redact(text),
    request(call) {
      const [, credentials] = /^\S+ (.+)$/.exec(call.headers?.["authorization"] ?? "") ?? [];
      if (credentials !== undefined) told.keepSecret(credentials);
      return http.request(call);
    },
  };
}

/** Another secret of the same shape: one character in the middle is another. */
export function alterSecret(secret: Json): string {
  const text = String(secret);
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, middle)}${text[middle] === "A" ? "B" : "A"}${text.slice(middle + 1)}`;
}
