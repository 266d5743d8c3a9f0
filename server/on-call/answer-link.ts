import { createHash, randomBytes } from "node:crypto";

/** 256 bits, which nobody guesses; only their hash is kept. */
const tokenBytes = 32;

/** A link by which a page is answered without a login. @param publicUrl empty = nobody knows yet how the hub is reached */
export function createAnswerLink(publicUrl: string): { url: string; hash: Uint8Array } | undefined {
  if (publicUrl === "") return undefined;
  const token = randomBytes(tokenBytes).toString("base64url");
  return { url: `${publicUrl}/answers/${token}`, hash: hashToken(token) };
}

export function hashToken(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}
