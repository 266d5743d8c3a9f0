import { z } from "zod";
import { Role } from "../access/roles.ts";

const Provider = z.strictObject({
  /** As people read it on the button; its id unless given. */
  name: z.string().trim().min(1).max(100).optional(),
  /** What its tokens name as `iss`; its metadata is at `/.well-known/openid-configuration` below it. */
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scopes: z.array(z.string().min(1)).default(["openid", "email", "profile"]),
  /** Whoever signs in there is let in with it; without it only who was invited. */
  role: Role.optional(),
  /** Into which tenant they are let; the hub's own unless given. */
  tenant: z.string().min(1).max(100).optional(),
});
export type ProviderSettings = z.infer<typeof Provider>;

/** `people` in the settings. */
export const PeopleSettings = z.strictObject({
  /** A session that is not used for so long ends. */
  idleMinutes: z.number().min(1).max(1_440).default(30),
  /** However much it is used, a session ends after so long. */
  sessionHours: z.number().min(1).max(168).default(12),
  /** Further addresses under which people open this hub, such as `https://desk.msp.example`. */
  trustedOrigins: z
    .array(
      z.url({ protocol: /^https?$/ }).refine(isOrigin, "an origin without a path, such as https://desk.msp.example"),
    )
    .default([]),
  /** Providers of OpenID Connect, by an id of our own that stands in the address they call back. */
  providers: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "an id such as entra: small letters, digits and hyphens"),
      Provider,
    )
    .default({}),
});
export type PeopleSettings = z.infer<typeof PeopleSettings>;

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

const providerVariable = /^INTERDESK_OIDC_([A-Z][A-Z0-9_]*?)_(ISSUER|CLIENT_ID|CLIENT_SECRET|NAME|ROLE|TENANT)$/;
const providerFields: Readonly<Record<string, string>> = {
  ISSUER: "issuer",
  CLIENT_ID: "clientId",
  CLIENT_SECRET: "clientSecret",
  NAME: "name",
  ROLE: "role",
  TENANT: "tenant",
};

/** `INTERDESK_OIDC_ENTRA_ISSUER` and its like: variables whose names hold the provider's id. @returns where each belongs */
export function listProviderVariables(names: readonly string[]): readonly [string, readonly string[]][] {
  return names.flatMap((name) => {
    const [, id, field] = providerVariable.exec(name) ?? [];
    const place = field && providerFields[field];
    return id && place ? [[name, ["people", "providers", id.toLowerCase().replaceAll("_", "-"), place]] as const] : [];
  });
}
