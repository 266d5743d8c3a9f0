import { randomBytes } from "node:crypto";
import type { ScenarioContext } from "../scenario.ts";
import { type DeskAccount, type EchoVendor, startEchoVendor } from "./echo-vendor.ts";
import { type EdgeWorld, openEdge } from "./edge-world.ts";
import { dumpDatabase, findSecrets, readEverything, readOwn } from "./look-for-secrets.ts";

export const makeSecret = () => `Canary-${randomBytes(18).toString("base64url")}`;

export interface CanaryWorld extends EdgeWorld {
  vendor: EchoVendor;
  accounts: readonly DeskAccount[];
  /** By what it is for. */
  secrets: Map<string, string>;
  /** Everything that was answered along the way. */
  answers: string[];
  tell(method: string, route: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<string>;
}

/** A hub with secrets that are recognised wherever they come up again, and vendors that repeat what they are sent. */
export async function openCanaries(context: ScenarioContext): Promise<CanaryWorld> {
  const secrets = new Map<string, string>();
  const make = (name: string) => {
    const secret = makeSecret();
    secrets.set(name, secret);
    return secret;
  };
  const vendor = await startEchoVendor(context, make);
  const world = await openEdge(context, {
    INTERDESK_ALLOWED_PRIVATE: vendor.addresses.join(","),
    INTERDESK_POLL_SECONDS: "0.5",
    INTERDESK_METRICS_TOKEN: make("metrics token"),
  });
  const authorization = `Bearer ${await readOwn(world.dataDir, "admin-token")}`;
  const answers: string[] = [];
  const { accounts } = vendor;
  return {
    ...world,
    vendor,
    accounts,
    secrets,
    answers,
    async tell(method, route, body, headers = {}) {
      const answer = await fetch(`${world.hub.url}/api/v1${route}`, {
        method,
        headers: { authorization, "content-type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      answers.push(text);
      return text;
    },
  };
}

/** Connects each desk, which its vendor does not let happen; where it is refused for that, it is added paused. */
export async function connectDesks({ accounts, tell }: CanaryWorld): Promise<void> {
  for (const account of accounts) await tell("POST", "/connections", { name: account.connector, ...account });
}

/** What whoever watches the hub reads of it. */
export async function readNumbers({ hub, secrets }: Pick<CanaryWorld, "hub" | "secrets">): Promise<string> {
  const headers = { authorization: `Bearer ${secrets.get("metrics token") ?? ""}` };
  const read = async (path: string) => (await fetch(`${hub.url}${path}`, { headers })).text();
  const [metrics, ready] = await Promise.all([read("/metrics"), read("/readyz")]);
  if (!metrics.includes("target_info") || !ready.includes("checks"))
    throw new Error(`in place of numbers came: ${metrics.slice(0, 500)} ${ready.slice(0, 500)}`);
  return metrics + ready;
}

/** Every place where somebody could look. */
export async function listPlaces(world: CanaryWorld): Promise<ReadonlyMap<string, string>> {
  const { hub, database, answers } = world;
  const read = await readEverything(world);
  return new Map([
    ["the log", hub.output()],
    ["answers", answers.join("\n")],
    ["what can be read", read.map(({ text }) => text).join("\n")],
    ["metrics", await readNumbers(world)],
    ["the database", await dumpDatabase(database)],
  ]);
}

export function tellFound(places: ReadonlyMap<string, string>, secrets: ReadonlyMap<string, string>): string[] {
  return [...places].flatMap(([place, text]) => findSecrets(secrets, text).map((name) => `${name} in ${place}`));
}
