import { startAutotaskSimulator } from "../../../connectors/autotask/simulator/index.ts";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { Json } from "../../../schemas/json.ts";
import type { SyncRules } from "../../../schemas/sync-rules.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import { type DeskSetup, type DeskWorld, type DeskWorldOptions, openDeskWorld } from "../../support/desk-world.ts";
import type { ScenarioContext } from "../scenario.ts";
import { type Decide, type Proxy, startProxy } from "./proxy.ts";

/** Guards against too much at once stay out of the way, but for the scenarios that are about them. */
export const openRules: Partial<SyncRules> = { mostChanges: 1_000_000 };
/** A lost creation is repeated after two seconds, so that no scenario waits for minutes. */
export const quickSettings: Readonly<Record<string, Json>> = { quotaShare: 100, longestRequestSeconds: 2 };

/** Quick attempts, so that a given-up callout is given up soon. */
export const startDesk = (): Promise<DeskSimulator> => startAutotaskSimulator({ webhookRetryMs: 200 });

export interface PairOptions extends DeskWorldOptions {
  east?: Partial<DeskSetup>;
  west?: Partial<DeskSetup>;
}

export interface Pair {
  world: DeskWorld;
  east: DeskSimulator;
  west: DeskSimulator;
}

export function describeDesk(desk: DeskSimulator, more: Partial<DeskSetup> = {}): DeskSetup {
  return {
    connector: "autotask",
    desk,
    ...more,
    rules: { ...openRules, ...more.rules },
    settings: { ...(more.connector === undefined ? quickSettings : {}), ...more.settings },
  };
}

/** Two simulated Autotask around one hub: every ticket of either is in both. */
export async function openPair(context: ScenarioContext, options: PairOptions = {}): Promise<Pair> {
  const { east: eastMore, west: westMore, ...rest } = options;
  const east = eastMore?.desk ?? (await startDesk());
  const west = westMore?.desk ?? (await startDesk());
  const setups = { east: describeDesk(east, eastMore), west: describeDesk(west, westMore) };
  return { world: await openDeskWorld(context, setups, rest), east, west };
}

/** A desk whose API is called through a proxy. */
export type FrontedDesk = DeskSimulator & { proxy: Proxy };

/** Puts a proxy between the hub and a desk. */
export async function putProxyBefore(desk: DeskSimulator, decide?: Decide): Promise<FrontedDesk> {
  const proxy = await startProxy(desk.url, decide);
  const settings = JSON.parse(JSON.stringify(desk.settings).replaceAll(desk.url, proxy.url)) as Record<string, Json>;
  const close = async (): Promise<void> => {
    await proxy.close();
    await desk.close();
  };
  return { ...desk, url: proxy.url, address: proxy.address, settings, close, proxy };
}

/** A desk whose callouts go through a proxy. */
export type HookedDesk = DeskSimulator & { door(): Proxy };

/** Puts a proxy between a desk's callouts and the hub. */
export function putDoorBefore(desk: DeskSimulator, decide?: Decide): HookedDesk {
  let door: Proxy | undefined;
  return {
    ...desk,
    registerWebhooks: async (hookUrl) => {
      const { origin } = new URL(hookUrl);
      door = await startProxy(origin, decide);
      await desk.registerWebhooks(hookUrl.replace(origin, door.url));
    },
    close: async () => {
      await door?.close();
      await desk.close();
    },
    door: () => {
      if (!door) throw new Error("no webhook has been registered yet");
      return door;
    },
  };
}

/** Every call that writes a field, a comment or a file; mails and people's edits are none. */
export function listWrites(desk: DeskSimulator, ticketId?: string) {
  return desk.ledger().filter((entry) => entry.by === "api" && (ticketId === undefined || entry.ticketId === ticketId));
}

export function countCalls(desk: Pick<DeskSimulator, "calls">): number {
  return Object.values(desk.calls()).reduce((sum, count) => sum + count, 0);
}

/** The desk's tickets by title, which is each ticket's own; a title that stands twice is told. */
export function indexByTitle(desk: DeskSimulator): {
  tickets: Map<string, ReturnType<DeskSimulator["tickets"]>[number]>;
  doubled: readonly string[];
} {
  const tickets = new Map<string, ReturnType<DeskSimulator["tickets"]>[number]>();
  const doubled: string[] = [];
  for (const ticket of desk.tickets()) {
    if (tickets.has(ticket.title)) doubled.push(ticket.title);
    tickets.set(ticket.title, ticket);
  }
  return { tickets, doubled };
}

/** Waits until a condition on what this process can see holds. @returns how long that took; ms */
export async function awaitThat(what: string, holds: () => boolean, mostMs = 60_000): Promise<number> {
  return (await awaitUntil(what, async () => (holds() ? true : undefined), mostMs)).ms;
}

/** Whether the same came about in time, without an error when it did not. */
export async function comesAbout(
  holds: () => boolean | Promise<boolean>,
  mostMs: number,
  everyMs?: number,
): Promise<boolean> {
  return awaitUntil("", async () => ((await holds()) ? true : undefined), mostMs, everyMs).then(
    () => true,
    () => false,
  );
}
