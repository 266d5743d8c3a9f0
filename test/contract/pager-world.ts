import assert from "node:assert/strict";
import type { InboundAdapter, Page, Pager, RegisteredConnector } from "../../connectors/contract.ts";
import { createDial, createVendorHttp } from "../../connectors/http.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import type {
  PagerSimulator,
  PagerSimulatorOptions,
  SimulatedAnswer,
  SimulatedPage,
} from "../../connectors/simulator-kit/pager-simulator.ts";
import { PageId } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import { type CannedAnswer, type Gateway, openGateway } from "./gateway.ts";
import { type HookReceiver, receiveHooks } from "./hook-receiver.ts";
import { createTold, type Told, watchCredentials } from "./secrets.ts";
import { listen } from "./told-desk.ts";

export interface PagerContractOptions {
  connector: RegisteredConnector;
  start(options?: PagerSimulatorOptions): Promise<PagerSimulator>;
  /** Beside the usual one: another way of the same connector, by its settings. */
  variant?: string;
  /** Beside those that the simulator names. */
  settings?: Readonly<Record<string, Json>>;
  /** Of each channel: addresses that are taken, the first by the simulator too, and others that are refused in the form. */
  addresses: Readonly<Record<string, { good: readonly string[]; bad: readonly string[] }>>;
  /** What people can answer there; none = it brings nothing back. */
  answers: readonly SimulatedAnswer[];
  /** How it refuses a wrong credential, where that is no status 401. */
  unauthorized?: CannedAnswer;
  /** Whether what it answers to a page has a shape that is read; else anything but a web page will do. */
  readsAnswer?: boolean;
  /** Which secret signs what it delivers, where not all do. */
  signedBy?: string;
  /** A test asks there; absent: nothing can be asked without telling somebody. */
  testAsks?: boolean;
}

export interface PagerWorld {
  simulator: PagerSimulator;
  pager: Pager;
  inbound: InboundAdapter | undefined;
  hook: HookReceiver;
  clock: { now(): Date; move(ms: number): void };
  told: Told;
  gateway: Gateway | undefined;
  /** As people see it there; the newest. */
  newest(): SimulatedPage;
  /** The same connection with other secrets. */
  openInbound(...versions: readonly Readonly<Record<string, string>>[]): InboundAdapter;
}

export interface PagerChanges {
  gateway?: boolean;
  secrets?: Readonly<Record<string, string>>;
  settings?: Readonly<Record<string, Json>>;
  /** Addresses that the operator allowed; the simulator's unless given. */
  allowed?: readonly string[];
}

let pages = 0;

export function buildPage(change: Partial<Page> = {}): Page {
  pages += 1;
  return {
    id: PageId.parse(`00000000-0000-7000-8000-${String(pages).padStart(12, "0")}`),
    thread: "interdesk:escalation:0197",
    channel: "chat",
    address: "",
    kind: "page",
    language: "en",
    timeZone: "Europe/Berlin",
    priority: 1,
    title: "Disk full on SRV-01, Acme Dental",
    body: "You are on duty until 18:00.\nC: has 0 bytes left.",
    facts: [
      { label: "Client", value: "Acme Dental" },
      { label: "Due", value: "09:30" },
    ],
    ticketUrl: "https://hub.example/tickets/42",
    acknowledgeUrl: "https://hub.example/pages/one-time-token",
    code: "K7M2-QX4D",
    ...change,
  };
}

/** Stands still until it is moved; begins at the real time, since some services judge how old a request is. */
function createClock() {
  let at = Math.floor(Date.now() / 1_000) * 1_000;
  return { now: () => new Date(at), move: (ms: number) => void (at += ms) };
}

export async function openPagerWorld(
  options: PagerContractOptions,
  context: { after(run: () => Promise<void>): void },
  changes: PagerChanges = {},
): Promise<PagerWorld> {
  const { connector } = options;
  const clock = createClock();
  const simulator = await options.start({ clock: () => clock.now() });
  const gateway = changes.gateway === true ? await openGateway(simulator.url) : undefined;
  const hook = await receiveHooks(clock.now, async () => {});
  simulator.registerWebhooks(hook.url);
  const told = createTold();
  const place = <T extends object>(values: T) =>
    JSON.parse(JSON.stringify(values).replaceAll(simulator.address, gateway?.address ?? simulator.address)) as T;
  const settings = place({ ...simulator.settings, ...options.settings, ...changes.settings });
  const secrets = place({ ...simulator.secrets, ...changes.secrets });
  const hookToken = new URL(hook.url).pathname.split("/").at(-1) ?? assert.fail();
  const allowedPrivate = changes.allowed ?? [gateway?.address ?? simulator.address];
  const http = createVendorHttp({
    account: "t:pager",
    slots: createLocalSlots(),
    allowedPrivate,
    secrets: [...Object.values(secrets), hookToken],
    clock,
    random: () => 0,
    onCall: (call) => told.note(JSON.stringify(call)),
  });
  for (const value of [...Object.values(secrets), ...Object.values(simulator.secrets), hookToken])
    told.keepSecret(value);
  const open = (...versions: readonly Readonly<Record<string, string>>[]) =>
    connector.open({
      settings,
      secrets: versions[0] ?? {},
      secretVersions: versions,
      maps: {},
      http: watchCredentials(http, told),
      dial: createDial(allowedPrivate),
      hookUrl: hook.url,
      clock,
    });
  const instance = open(secrets);
  context.after(async () => {
    await instance.close();
    await http.close();
    gateway?.close();
    hook.close();
    await simulator.close();
    told.assertNoSecret();
  });
  return {
    simulator,
    pager: listen(instance.pager ?? assert.fail("the connector opens no pager"), told),
    inbound: instance.inbound && listen(instance.inbound, told),
    hook,
    clock,
    told,
    gateway,
    newest: () => simulator.pages().at(-1) ?? assert.fail("nothing arrived"),
    openInbound: (...versions) => open(...versions.map(place)).inbound ?? assert.fail("it takes no deliveries"),
  };
}
