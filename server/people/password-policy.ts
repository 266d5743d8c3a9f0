export const leastPasswordLength = 12;
export const mostPasswordLength = 128;

/** What many passwords of twelve characters are made of. @see https://github.com/danielmiessler/SecLists (Passwords/Common-Credentials) */
const commonWords = [
  "password",
  "passwort",
  "welcome",
  "willkommen",
  "administrator",
  "admin",
  "letmein",
  "changeme",
  "interdesk",
  "iloveyou",
  "football",
  "baseball",
  "superman",
  "princess",
  "sunshine",
  "dragon",
  "monkey",
  "master",
  "secret",
  "geheim",
  "hallo",
  "hello",
  "qwertzuiop",
  "qwertyuiop",
  "qwerty",
  "qwertz",
  "asdfghjkl",
  "yxcvbnm",
  "zxcvbnm",
  "summer",
  "sommer",
  "winter",
  "spring",
  "autumn",
  "test",
  "user",
  "login",
  "guest",
  "abc",
];
const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "1qaz2wsx3edc4rfv",
];
/** With fewer letters of its own than this a password is guessed by a list. */
const leastOwn = 6;
const leastDifferent = 5;
const leastLetters = 4;

/**
 * What is wrong with a password: too short, too long, or one of those that are tried first.
 *
 * @param known what others know of the person: name, e-mail address
 * @returns in words; undefined = it may be used
 * @see OWASP ASVS 5.0, 6.2; NIST SP 800-63B §5.1.1.2
 */
export function refusePassword(password: string, known: readonly string[]): string | undefined {
  // People see characters, not code units.
  const length = [...password].length;
  if (length < leastPasswordLength) return `expected at least ${leastPasswordLength} characters`;
  if (length > mostPasswordLength) return `expected at most ${mostPasswordLength} characters`;
  const plain = simplify(password);
  if (new Set(plain).size < leastDifferent) return "it repeats itself; expected something that nobody tries first";
  if (remove(plain, rows.flatMap(listRuns)).length < leastOwn)
    return "it is a row of keys, letters or digits; expected something that nobody tries first";
  const personal = known.flatMap((text) => text.split(/[^\p{L}\d]+/u).map(simplify)).filter((word) => word.length >= 4);
  if ([plain, readDigits(plain)].some((text) => isMadeOf(text, [...commonWords, ...personal])))
    return "it is made of words that are tried first, or of your own name; expected something that nobody tries first";
  return undefined;
}

/** As crackers see it: no case, signs that stand for letters. */
function simplify(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll("@", "a").replaceAll("$", "s");
}

/** Digits that stand for letters. */
function readDigits(plain: string): string {
  const letters = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s" };
  return plain.replaceAll(/[01345]/g, (digit) => letters[digit as keyof typeof letters]);
}

/** Besides the words there is hardly a letter. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const rest = remove(text, words);
  return rest !== text && rest.replaceAll(/[^\p{L}]/gu, "").length < leastLetters;
}

/** Every run of four, either way. */
function listRuns(row: string): string[] {
  const runs = Array.from({ length: row.length - 3 }, (_, start) => row.slice(start, start + 4));
  return [...runs, ...runs.map((run) => [...run].toReversed().join(""))];
}

/** The text without whatever of the parts it holds. */
function remove(text: string, parts: readonly string[]): string {
  const gone = new Set<number>();
  for (const part of parts)
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
      for (let index = at; index < at + part.length; index += 1) gone.add(index);
  return [...text].filter((_, index) => !gone.has(index)).join("");
}
