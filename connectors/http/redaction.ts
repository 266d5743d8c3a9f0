const mask = "***";
const leastSecretLength = 4;
const mostDetail = 500;

/** Replaces known secrets, in every form they travel in, and whatever looks like a credential. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= leastSecretLength)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
      JSON.stringify(secret).slice(1, -1),
    ])
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const form of forms) clean = clean.replaceAll(form, mask);
    return clean
      .replaceAll(/\b(bearer|basic)\s+[\w+/=.~-]{6,}/gi, `$1 ${mask}`)
      .replaceAll(
        /("?(?:authorization|secret|password|api[-_]?key|token|apiintegrationcode)"?\s*[:=]\s*)("[^"]*"|[^\s,;&}]+)/gi,
        `$1${mask}`,
      );
  };
}

/** What is told of a vendor's words: clean, on one line, short. */
export function describe(text: string, redact: (text: string) => string): string {
  // Control characters could start a second line in a log, or a second header.
  const flat = redact(text)
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return flat.length > mostDetail ? `${flat.slice(0, mostDetail)}…` : flat;
}
