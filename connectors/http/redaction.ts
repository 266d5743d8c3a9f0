const mask = "***";
const leastSecretLength = 4;
/** Shorter pieces of base64 would mask innocent text. */
const leastBase64Length = 6;
/** Shorter ones, such as `/hook`, are no secret. */
const leastUrlPart = 16;
const mostDetail = 500;

/** Replaces known secrets, in every form they travel in, and whatever looks like a credential. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = [
    ...new Set(secrets.filter((secret) => secret.length >= leastSecretLength).flatMap(listForms)),
  ].toSorted((a, b) => b.length - a.length);
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

function listForms(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  return [
    secret,
    encoded,
    encoded.replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    encoded.replaceAll("%20", "+"),
    JSON.stringify(secret).slice(1, -1),
    ...listBase64Forms(secret),
    ...listUrlForms(secret),
  ];
}

/** Of an address that is a secret, what it is one by: a complaint may quote its path or its query alone. */
function listUrlForms(secret: string): string[] {
  if (!/^https?:/.test(secret) || !URL.canParse(secret)) return [];
  const { pathname, search } = new URL(secret);
  return [pathname + search, pathname, search].filter((part) => part.length >= leastUrlPart);
}

/**
 * The part of the base64 text that the secret alone decides, at each of the three places it can have within a longer text,
 * such as `user:password`.
 */
function listBase64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor((padded.length * 8) / 6);
    const forms = [padded.toString("base64").slice(from, to), padded.toString("base64url").slice(from, to)];
    return forms.filter((form) => form.length >= leastBase64Length);
  });
}

/** What is told of a vendor's words: clean, on one line, short. */
export function describe(text: string, redact: (text: string) => string): string {
  // Control characters could start a second line in a log, or a second header.
  const flat = redact(text)
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return flat.length > mostDetail ? `${flat.slice(0, mostDetail - 1)}…`.toWellFormed() : flat;
}
