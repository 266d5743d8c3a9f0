/** What somebody typed into a reply. */
export interface Reply {
  action: "acknowledge" | "pass";
  /** The page's code, as pages show it; null = they gave none. */
  code: string | null;
}

const takes = ["1", "ACK", "ACKNOWLEDGE", "OK", "OKAY", "YES", "Y", "JA", "ANNEHMEN", "ÜBERNEHME", "NEHME"];
const passes = ["2", "PASS", "NO", "N", "NEIN", "NEXT", "WEITER", "WEITERGEBEN"];
/** Replies are short; what quotes a whole mail is read no further. */
const mostRead = 200;

/**
 * Reads `ACK K7M2-QX4D`, `1`, `ok` or `K7M2QX4D ja`: the first line's first word beside the code decides.
 *
 * @returns undefined where it is neither a yes nor a no
 */
export function readReply(text: string): Reply | undefined {
  const [line = ""] = text
    .trim()
    .slice(0, mostRead)
    .split(/[\r\n]/);
  const parts = line.toUpperCase().split(/[^\p{L}\p{N}-]+/u);
  const code = parts.map(readCode).find((one) => one !== null) ?? null;
  const first = parts.find((part) => part !== "" && readCode(part) === null);
  if (first !== undefined && takes.includes(first)) return { action: "acknowledge", code };
  if (first !== undefined && passes.includes(first)) return { action: "pass", code };
  return undefined;
}

/** Without its dash a code needs a digit, since ANNEHMEN has eight letters too. */
function readCode(part: string): string | null {
  const [, left, dash, right] = /^([A-Z0-9]{4})(-?)([A-Z0-9]{4})$/.exec(part) ?? [];
  if (left === undefined || right === undefined) return null;
  return dash === "-" || /\d/.test(part) ? `${left}-${right}` : null;
}
