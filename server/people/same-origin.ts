/** What a browser says of where a request comes from. */
export interface RequestOrigin {
  origin: string | undefined;
  fetchSite: string | undefined;
  host: string | undefined;
  contentType: string | undefined;
}

/**
 * Whether a request that changes something may be a page's of this hub. A cookie is sent by whatever page there is, so what
 * decides is what only the browser can say: the page's origin, or that it is the same site; and no form can send JSON.
 *
 * @param allowed origins under which this hub is opened
 * @returns why not; undefined = it may
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function refuseForeign(request: RequestOrigin, allowed: readonly string[]): string | undefined {
  const { origin, fetchSite, host, contentType } = request;
  if (!isJson(contentType)) return "Content-Type must be application/json.";
  const isSame = fetchSite === undefined || fetchSite === "same-origin";
  if (origin !== undefined) {
    if (allowed.includes(origin)) return undefined;
    // Another name of this machine, such as localhost: the browser says itself that page and request are of one origin.
    if (fetchSite === "same-origin" && isOfHost(origin, host)) return undefined;
    return `Origin ${JSON.stringify(origin.slice(0, 200))} is none under which this hub is opened. Set http.publicUrl to the address that people open, or add it to people.trustedOrigins.`;
  }
  if (fetchSite === undefined) return "Origin is missing: a request with a cookie must come from a page of this hub.";
  return isSame ? undefined : "The request comes from another site.";
}

function isJson(contentType: string | undefined): boolean {
  return (contentType ?? "").split(";")[0]?.trim().toLowerCase() === "application/json";
}

function isOfHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** The hub's own addresses; on this machine it goes by two names. @param urls without a path, or with one */
export function listOrigins(urls: readonly string[]): string[] {
  const origins = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url));
  return [
    ...new Set(
      origins.flatMap(({ origin, hostname, protocol, port }) =>
        ["127.0.0.1", "localhost", "0.0.0.0", "[::]", "[::1]"].includes(hostname)
          ? [origin, ...["127.0.0.1", "localhost"].map((name) => new URL(`${protocol}//${name}:${port}`).origin)]
          : [origin],
      ),
    ),
  ];
}
