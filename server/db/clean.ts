const replacement = "\uFFFD";

/** PostgreSQL stores no NUL; the driver would also silently change half surrogates. What people sent stays readable. */
export function toText(text: string): string {
  return text.replaceAll("\0", replacement).toWellFormed();
}

export function toTextOrNull(text: string | null): string | null {
  return text === null ? null : toText(text);
}

/** JSON for a jsonb column, which refuses NUL and half surrogates: `JSON.stringify` writes just these as escapes. */
export function toJsonb(value: unknown): string {
  return JSON.stringify(value).replaceAll(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, "$1\\ufffd");
}
