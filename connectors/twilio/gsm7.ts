/** @see 3GPP TS 23.038 §6.2.1 */
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Each takes two places. */
const extended = new Set("\f^{}\\[~]|€");

/** Of an SMS in one segment, and of each of several. @see 3GPP TS 23.040 §9.2.3.24 */
const places = { gsm7: { one: 160, each: 153 }, ucs2: { one: 70, each: 67 } } as const;

const lookalikes: readonly [RegExp, string][] = [
  [/[‐-―−·•]/gu, "-"],
  [/[“”„‟«»″]/gu, '"'],
  [/[‘’‚‛‹›′`´]/gu, "'"],
  [/…/gu, "..."],
  [/→/gu, "->"],
  [/[\u00a0\u2000-\u200a\u202f\t]/gu, " "],
  [/\p{Extended_Pictographic}|[\u200b-\u200d]|\ufe0e|\ufe0f/gu, ""],
];

/**
 * The same text in characters that an SMS carries cheaply: one typographic dash would more than halve what fits. What has no
 * such form, as Cyrillic, stays as it is.
 */
export function simplify(text: string): string {
  let simple = text;
  for (const [pattern, plain] of lookalikes) simple = simple.replaceAll(pattern, plain);
  const letters = Array.from(simple.normalize("NFC"), (letter) => {
    if (basic.has(letter) || extended.has(letter)) return letter;
    const bare = letter.normalize("NFD").replaceAll(/\p{Mn}/gu, "");
    return basic.has(bare) ? bare : letter;
  });
  return letters.join("");
}

/** How many segments a text takes. */
export function countSegments(text: string): number {
  const isGsm7 = Array.from(text).every((letter) => basic.has(letter) || extended.has(letter));
  const { one, each } = isGsm7 ? places.gsm7 : places.ucs2;
  const taken = isGsm7
    ? Array.from(text).reduce((sum, letter) => sum + (extended.has(letter) ? 2 : 1), 0)
    : text.length;
  return taken <= one ? 1 : Math.ceil(taken / each);
}
