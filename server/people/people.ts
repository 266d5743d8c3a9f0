import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { createVendorHttp, type VendorHttp } from "../../connectors/http.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Principal } from "../access/principal.ts";
import type { Config } from "../config/config.ts";
import { hasOwner } from "../db/memberships.ts";
import type { SessionLimits } from "../db/sessions.ts";
import type { Hub } from "../hub.ts";
import { parseAddressList } from "../ingest/address-list.ts";
import { createMailer } from "../mail/mailer.ts";
import type { Auth } from "./auth.ts";
import { createAuthRoutes } from "./auth-routes.ts";
import { createGuessLimits, type GuessLimits } from "./guess-limits.ts";
import { createLinkRoutes, type LinkRouteDeps } from "./link-routes.ts";
import { makeLink } from "./links.ts";
import { createMeService, type MeService } from "./me-service.ts";
import { createPeopleService, type PeopleService } from "./people-service.ts";
import { createPersonAudit } from "./person-audit.ts";
import { createPersonMail } from "./person-mail.ts";
import { listOrigins } from "./same-origin.ts";
import { createSessions } from "./sessions.ts";
import { createSettle } from "./settle.ts";

/** People who sign in, of all tenants. */
export interface People {
  /** `/api/auth/*`. */
  routes: Hono<{ Bindings: HttpBindings }>;
  /** Who has signed in, by the cookie of a request. */
  recognise(context: Context, watches: boolean): Promise<Principal | undefined>;
  serviceOf(tenantId: TenantId): PeopleService;
  meOf(tenantId: TenantId): MeService;
  /**
   * While there is no owner: a link by which somebody becomes it, also written into the data folder for who can read that.
   *
   * @returns undefined when there is one
   */
  offerSetup(): Promise<string | undefined>;
  close(): Promise<void>;
}

const setupFile = "setup-link";

export function createPeople(config: Config, hub: Hub, ownTenant: TenantId): People {
  const { db, world, publicUrl } = hub;
  const { ids, log } = world;
  const { providers, ...settings } = config.people;
  const limits: SessionLimits = { idleMs: settings.idleMinutes * 60_000, totalMs: settings.sessionHours * 3_600_000 };
  const origins = () => [...listOrigins([publicUrl(), hub.ownUrl()]), ...settings.trustedOrigins];
  const secret = once(async () => (await hub.vault.instanceKey("sign-in")).toString("base64"));
  const http = openWayOut(config, hub);
  const guesses = createGuessLimits(db);
  const sessions = createSessions({ db, limits, secret, publicUrl, origins });
  const auth = openAuth(hub, { config, http, limits, origins, secret, guesses, ownTenant });
  const file = path.join(config.dataDir, setupFile);
  const mailer = createMailer(config.mail);
  const mail = createPersonMail(mailer, log);
  const routes = buildRoutes({
    db,
    log,
    auth,
    secret,
    publicUrl,
    origins,
    sessions,
    providers,
    mail,
    limits: guesses,
    audit: createPersonAudit({ db, ids, log, ownTenant }),
    trustedProxies: parseAddressList(config.http.trustedProxies),
    redeem: { db, ids, hashPassword: async (password) => (await (await auth()).$context).password.hash(password) },
    onRedeemed: async () => ((await hasOwner(db, ownTenant)) ? rm(file, { force: true }) : undefined),
  });
  return {
    routes,
    recognise: sessions.recognise,
    serviceOf: (tenantId) => createPeopleService({ db, tenantId, ids, publicUrl, mail: mail.sendLink }),
    meOf: (tenantId) => createMeService({ db, tenantId, ids, limits }),
    async offerSetup() {
      if (await hasOwner(db, ownTenant)) {
        await rm(file, { force: true });
        return undefined;
      }
      const { url } = await makeLink(db, { ids, publicUrl: publicUrl() }, ownTenant, setupLink);
      await writePrivate(file, url);
      return url;
    },
    async close() {
      mailer?.close();
      await http.close();
    },
  };
}

const setupLink = {
  kind: "setup",
  personId: null,
  dropsFactors: false,
  firstOwnerOnly: true,
  byOperator: true,
  createdBy: "hub",
} as const;

function buildRoutes(deps: LinkRouteDeps): People["routes"] {
  const routes: People["routes"] = new Hono<{ Bindings: HttpBindings }>();
  routes.route("/", createLinkRoutes(deps));
  routes.route("/", createAuthRoutes(deps));
  return routes;
}

/** To providers; no other way leads out from here. */
function openWayOut({ outbound, people }: Config, { world }: Hub): ReturnType<typeof createVendorHttp> {
  return createVendorHttp({
    account: "sign-in",
    slots: createLocalSlots(),
    allowedPrivate: outbound.allowedPrivate,
    secrets: Object.values(people.providers).map(({ clientSecret }) => clientSecret),
    clock: world.clock,
    timeouts: { totalMs: 15_000 },
  });
}

interface AuthParts {
  config: Config;
  http: VendorHttp;
  limits: SessionLimits;
  origins: () => readonly string[];
  secret: () => Promise<string>;
  guesses: GuessLimits;
  ownTenant: TenantId;
}

/** Loaded when somebody first signs in: hubs that only carry tickets start without it. */
function openAuth({ db, world, publicUrl }: Hub, parts: AuthParts): () => Promise<Auth> {
  const { providers } = parts.config.people;
  return once(async () => {
    const [{ createAuth }, { openProviders }] = await Promise.all([import("./auth.ts"), import("./open-providers.ts")]);
    const settle = createSettle({ db, ids: world.ids, providers, ownTenant: parts.ownTenant });
    return createAuth({
      db,
      log: world.log,
      secret: await parts.secret(),
      publicUrl: publicUrl(),
      origins: parts.origins(),
      sessionSeconds: parts.limits.totalMs / 1_000,
      providers: openProviders(providers, { http: parts.http, log: world.log, clock: world.clock, settle }),
      isFirstUse: parts.guesses.isFirstUse,
    });
  });
}

async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  // One that is there may have been made readable to others.
  await rm(file, { force: true });
  await writeFile(file, `${text}\n`, { mode: 0o600 });
}

/** Asked by many, done by one; a failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((cause: unknown) => {
      made = undefined;
      throw cause;
    });
    return made;
  };
}
