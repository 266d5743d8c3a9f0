import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type {
  ConnectorInstance,
  Desk,
  DeskRecord,
  InboundAdapter,
  Lens,
  RecordShelf,
} from "../../connectors/contract.ts";
import { createVendorHttp } from "../../connectors/http.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import type { DeskSimulator, SimulatedTicket } from "../../connectors/simulator-kit/desk-simulator.ts";
import { ExternalId, Marker } from "../../schemas/ids.ts";
import type { Json } from "../../schemas/json.ts";
import type { FieldName, TicketFields } from "../../schemas/ticket.ts";
import type { ValueMaps } from "../../schemas/value-map.ts";
import type { CaseContext, ContractOptions } from "./contract-options.ts";
import { must } from "./expect.ts";
import { type Gateway, openGateway } from "./gateway.ts";
import { type HookReceiver, parseKept, receiveHooks } from "./hook-receiver.ts";
import { createMemoryShelf } from "./memory-shelf.ts";
import { createTold, type Told, watchCredentials } from "./secrets.ts";
import { listen } from "./told-desk.ts";

/** Stands still until it is moved, for the vendor and the connector alike. */
export interface ContractClock {
  now(): Date;
  move(ms: number): void;
}

/** One connector beside its simulated vendor, with nothing of a hub but what the contract names. */
export interface ContractWorld {
  simulator: DeskSimulator;
  desk: Desk;
  inbound: InboundAdapter | undefined;
  clock: ContractClock;
  /** When the world began. */
  since: Date;
  /** Key of the customer for new tickets. */
  client: ExternalId;
  told: Told;
  /** Between the two, where the case asked for one. */
  gateway: Gateway | undefined;
  lens(): Promise<Lens>;
  /** Registers our address at the vendor, and takes what comes as the hub does. */
  hear(): Promise<HookReceiver>;
  /** An address that takes what comes without being registered yet. */
  listen(): Promise<HookReceiver>;
  /** The same connection in another process, or with other secrets. */
  openAgain(changes?: WorldChanges): ConnectorInstance;
  /** Canonical values in the desk's own shape; those that it does not carry are left out. */
  toRaw(values: Partial<TicketFields>): Promise<DeskRecord["raw"]>;
  /** Values of a ticket that every desk takes. */
  create(values?: Partial<TicketFields>, marker?: Marker): Promise<ExternalId>;
  /** After everything that is on its way has arrived. */
  read(id: string): Promise<DeskRecord>;
  /** As people see it there. */
  ticket(id: string): SimulatedTicket;
}

export interface WorldChanges {
  secrets?: Readonly<Record<string, Json>>;
  /** All that are valid; `secrets` alone unless given. */
  secretVersions?: readonly Readonly<Record<string, Json>>[];
  /** What is mapped of the customer's own fields; `probe` to the options' field as text unless given. */
  custom?: ValueMaps["custom"];
}

export function newMarker(): Marker {
  return Marker.parse(randomUUID());
}

export function ref(text: string): ExternalId {
  return ExternalId.parse(text);
}

/** The clock begins at the real time, whole seconds, since some vendors keep no smaller ones. */
function createClock(): ContractClock {
  let at = Math.floor(Date.now() / 1_000) * 1_000;
  return { now: () => new Date(at), move: (ms) => void (at += ms) };
}

export async function openWorld(
  options: ContractOptions,
  suite: Told,
  context: CaseContext,
  changes: WorldChanges & { gateway?: boolean } = {},
): Promise<ContractWorld> {
  const clock = createClock();
  const simulator = await options.start({ clock: () => clock.now(), webhookRetryMs: 1 });
  const gateway = changes.gateway === true ? await openGateway(simulator.url) : undefined;
  const told = createTold();
  const shelf = createMemoryShelf();
  const closers: (() => unknown)[] = [() => simulator.close(), () => gateway?.close()];
  // One for all, in which the check comes last: what fails would keep the others from closing.
  context.after(async () => {
    for (const close of closers.toReversed()) await close();
    for (const line of told.lines()) suite.note(line);
    told.assertNoSecret();
  });
  const open = createOpener({ options, simulator, gateway, told, clock, shelf, closers });
  const { desk, inbound } = open(changes);
  assert.ok(desk, "the connector opens no desk");
  const take = async (request: HookReceiver["received"][number]) => {
    if (!inbound || !inbound.verify(request).accepted) return;
    const parsed = parseKept(inbound, options.connector.manifest.keepHeaders, request);
    for (const item of parsed.ok ? parsed.value.items : [])
      if (item.kind === "record")
        await shelf.update(item.externalId, (known) => inbound.merge?.(known, item.patch) ?? null);
  };
  const listenHere = async () => {
    const receiver = await receiveHooks(() => clock.now(), take);
    closers.push(() => receiver.close());
    return receiver;
  };
  const world: ContractWorld = {
    simulator,
    desk,
    inbound,
    clock,
    since: clock.now(),
    client: ref(simulator.clients[0]?.ref ?? assert.fail("the simulator has no clients")),
    told,
    gateway,
    lens: async () => must(await desk.openLens()),
    listen: listenHere,
    async hear() {
      const receiver = await listenHere();
      await simulator.registerWebhooks(receiver.url);
      return receiver;
    },
    openAgain: open,
    toRaw: async (values) => toRaw(desk, must(await desk.openLens()), values),
    create: (values, marker) => createTicket(world, options, values, marker),
    async read(id) {
      await simulator.settled();
      return must(await desk.read([ref(id)])).get(ref(id)) ?? assert.fail(`no record ${id}`);
    },
    ticket: (id) => simulator.tickets().find((ticket) => ticket.id === id) ?? assert.fail(`no ticket ${id} there`),
  };
  if (options.readsFrom === "messages") await world.hear();
  return world;
}

interface OpenerParts {
  options: ContractOptions;
  simulator: DeskSimulator;
  gateway: Gateway | undefined;
  told: Told;
  clock: ContractClock;
  shelf: RecordShelf;
  /** What ends with the case. */
  closers: (() => unknown)[];
}

function createOpener({ options, simulator, gateway, told, clock, shelf, closers }: OpenerParts) {
  const { connector } = options;
  const settings = { ...simulator.settings, ...options.settings };
  const placed = JSON.parse(
    JSON.stringify(settings).replaceAll(simulator.url, gateway?.url ?? simulator.url),
  ) as typeof settings;
  return (changes: WorldChanges = {}): ConnectorInstance => {
    const secrets = { ...simulator.secrets, ...changes.secrets };
    const secretVersions = changes.secretVersions ?? [secrets];
    const values = [secrets, simulator.secrets, ...secretVersions].flatMap((one) => Object.values(one).map(String));
    for (const value of values) told.keepSecret(value);
    const http = createVendorHttp({
      account: "t:contract",
      slots: createLocalSlots(),
      allowedPrivate: [gateway?.address ?? simulator.address],
      secrets: Object.values(secrets).map(String),
      clock,
      random: () => 0,
      onCall: (call) => told.note(JSON.stringify(call)),
    });
    closers.push(() => http.close());
    const instance = connector.open({
      settings: placed,
      secrets,
      secretVersions,
      maps: mapsOf(options, changes),
      http: watchCredentials(http, told),
      ...(connector.manifest.capabilities.includes("recordShelf") ? { shelf } : {}),
      clock,
    });
    closers.push(() => instance.close());
    return {
      ...instance,
      ...(instance.desk ? { desk: listen(instance.desk, told) } : {}),
      ...(instance.inbound ? { inbound: listen(instance.inbound, told) } : {}),
    };
  };
}

function mapsOf({ connector, maps, customField }: ContractOptions, { custom }: WorldChanges): ValueMaps {
  const probe = customField === undefined ? undefined : { probe: { field: customField, kind: "text" as const } };
  const mapped = custom ?? probe;
  return { ...(maps ?? connector.manifest.defaultMaps), ...(mapped === undefined ? {} : { custom: mapped }) };
}

function toRaw(desk: Desk, lens: Lens, values: Partial<TicketFields>): DeskRecord["raw"] {
  const raw: DeskRecord["raw"] = {};
  for (const [field, value] of Object.entries(values) as [FieldName, TicketFields[FieldName]][]) {
    if (!desk.fields.includes(field)) continue;
    const written = lens.to(field, value);
    raw[field] =
      written.kind === "raw" ? written.raw : assert.fail(`${field} cannot be said: ${JSON.stringify(written)}`);
  }
  return raw;
}

async function createTicket(
  world: ContractWorld,
  { editable }: ContractOptions,
  values: Partial<TicketFields> = {},
  marker = newMarker(),
): Promise<ExternalId> {
  const raw = await world.toRaw(ticketValues(editable, values));
  return must(await world.desk.create({ marker, clientRef: world.client, raw })).externalId;
}

/** What the hub says of a new ticket. */
export function ticketValues(
  editable: ContractOptions["editable"],
  values: Partial<TicketFields> = {},
): Partial<TicketFields> {
  const base = { title: "Disk full on web-01", description: "C: is full.\nSince nine.", type: "incident" } as const;
  return { ...base, status: "new", priority: editable.priority.value, ...values };
}
