import { createHash, createHmac, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { serveOnLoopback, type SimulatorEnv } from "../../connectors/simulator-kit/serve.ts";

/** What a provider gets wrong, or somebody in between. */
export interface Twist {
  claims?: Readonly<Record<string, unknown>>;
  /** Claims that are missing. */
  without?: readonly string[];
  signature?: "none" | "otherKey" | "secret" | "broken";
  noIdToken?: boolean;
  /** Takes a code as often as it comes. */
  keepsCodes?: boolean;
}

export interface SimulatedProvider {
  issuer: string;
  address: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in there next. */
  person: { sub: string; email?: string; name?: string };
  twist: Twist;
  /** The address and the name are told by its own endpoint only. */
  tellsByEndpoint: boolean;
  /** A new key, as providers change them. */
  rotate(): void;
  /** Codes that were exchanged. */
  exchanged: number;
  close(): Promise<void>;
}

interface Grant {
  nonce: string;
  challenge: string;
  redirectUri: string;
  sub: string;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A provider of OpenID Connect: whoever comes is signed in at once. @see https://openid.net/specs/openid-connect-core-1_0.html */
export async function startSimulatedProvider(): Promise<SimulatedProvider> {
  const grants = new Map<string, Grant>();
  const makeKey = () => ({
    id: randomBytes(4).toString("hex"),
    ...generateKeyPairSync("rsa", { modulusLength: 2_048 }),
  });
  let key = makeKey();
  const other = makeKey();
  const app = new Hono<SimulatorEnv>();
  const provider: SimulatedProvider = {
    issuer: "",
    address: "",
    clientId: "interdesk",
    clientSecret: "client secret: not told",
    person: { sub: "u1", email: "anna@msp.example", name: "Anna Roth" },
    twist: {},
    tellsByEndpoint: false,
    rotate: () => void (key = makeKey()),
    exchanged: 0,
    close: async () => {},
  };
  const sign = (claims: object) => {
    const { signature } = provider.twist;
    if (signature === "none") return `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`;
    if (signature === "secret") {
      const input = `${encode({ alg: "HS256", kid: key.id })}.${encode(claims)}`;
      return `${input}.${createHmac("sha256", provider.clientSecret).update(input).digest("base64url")}`;
    }
    const input = `${encode({ alg: "RS256", kid: key.id })}.${encode(claims)}`;
    const made = createSign("sha256")
      .update(input)
      .sign(signature === "otherKey" ? other.privateKey : key.privateKey);
    if (signature === "broken") made[0] = (made[0] ?? 0) ^ 1;
    return `${input}.${made.toString("base64url")}`;
  };
  app.get("/.well-known/openid-configuration", (context) =>
    context.json({
      issuer: provider.issuer,
      authorization_endpoint: `${provider.issuer}/authorize`,
      token_endpoint: `${provider.issuer}/token`,
      jwks_uri: `${provider.issuer}/keys`,
      userinfo_endpoint: `${provider.issuer}/userinfo`,
      id_token_signing_alg_values_supported: ["RS256", "none", "HS256"],
    }),
  );
  app.get("/keys", (context) =>
    context.json({ keys: [{ ...key.publicKey.export({ format: "jwk" }), kid: key.id, alg: "RS256", use: "sig" }] }),
  );
  app.get("/authorize", (context) => {
    const query = (name: string) => context.req.query(name) ?? "";
    const code = randomBytes(16).toString("base64url");
    const [challenge, redirectUri] = [query("code_challenge"), query("redirect_uri")];
    grants.set(code, { nonce: query("nonce"), challenge, redirectUri, sub: provider.person.sub });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    back.searchParams.set("state", query("state"));
    return context.redirect(back.href);
  });
  app.post("/token", async (context) => {
    const form = new URLSearchParams(await context.req.text());
    const grant = grants.get(form.get("code") ?? "");
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight =
      grant &&
      isClient(context, provider) &&
      verifier === grant.challenge &&
      form.get("redirect_uri") === grant.redirectUri;
    if (!isRight) return context.json({ error: "invalid_grant" }, 400);
    if (!provider.twist.keepsCodes) grants.delete(form.get("code") ?? "");
    provider.exchanged += 1;
    const seconds = Math.floor(Date.now() / 1_000);
    const { sub, ...told } = provider.person;
    const base = {
      iss: provider.issuer,
      aud: provider.clientId,
      sub,
      iat: seconds,
      exp: seconds + 300,
      nonce: grant.nonce,
    };
    const claims: Record<string, unknown> = {
      ...base,
      ...(provider.tellsByEndpoint ? {} : told),
      ...provider.twist.claims,
    };
    for (const name of provider.twist.without ?? []) delete claims[name];
    const tokens = { access_token: `at-${sub}`, token_type: "Bearer", expires_in: 300 };
    return context.json(provider.twist.noIdToken ? tokens : { ...tokens, id_token: sign(claims) });
  });
  app.get("/userinfo", (context) =>
    context.req.header("authorization") === `Bearer at-${provider.person.sub}`
      ? context.json(provider.person)
      : context.json({ error: "invalid_token" }, 401),
  );
  const server = await serveOnLoopback(app, 0, (error) => Response.json({ error: error.message }, { status: 500 }));
  return Object.assign(provider, { issuer: server.url, address: server.address, close: server.close });
}

function isClient(context: Context, { clientId, clientSecret }: SimulatedProvider): boolean {
  const expected = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
    "base64",
  );
  return context.req.header("authorization") === `Basic ${expected}`;
}
