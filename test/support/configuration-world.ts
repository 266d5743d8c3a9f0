import type { DeskSimulator } from "../../connectors/simulator-kit/desk-simulator.ts";
import { startHaloSimulator } from "../../connectors/halopsa/simulator/index.ts";
import type { HubClient } from "../../server/cli/client.ts";
import type { Applied } from "../../server/configuration/apply-changes.ts";
import type { Outlook } from "../../server/configuration/configuration-service.ts";
import { type DeskWorld, openDeskWorld } from "./desk-world.ts";

type Context = Parameters<typeof openDeskWorld>[0];

export interface ConfigurationWorld extends DeskWorld {
  halo: DeskSimulator;
  /** The secrets of the simulated Halo, as a file's references lead to them. */
  secrets: Record<string, Record<string, string>>;
  exported(parts?: string, api?: HubClient): Promise<string>;
  diff(text: string, more?: Wanted): Promise<Outlook>;
  apply(text: string, more?: Wanted): Promise<Outlook & Applied>;
}

interface Wanted {
  secrets?: Record<string, Record<string, string>>;
  prune?: boolean;
  /** Another hub or tenant than the world's own. */
  api?: HubClient;
}

const webhookSecret = "0123456789abcdef";
export const bearerToken = "fedcba9876543210";

/** A hub with nothing set up, and a simulated Halo that it may call. */
export async function openConfigurationWorld(context: Context): Promise<ConfigurationWorld> {
  const halo = await startHaloSimulator();
  context.after(() => halo.close());
  const world = await openDeskWorld(context, {}, { allowedPrivate: [halo.address] });
  return { ...world, halo, secrets: { halo: { ...halo.secrets, webhookSecret } }, ...buildClient(world.api) };
}

function buildClient(own: HubClient) {
  const send =
    <T>(route: string) =>
    async (text: string, { api = own, ...wanted }: Wanted = {}) =>
      (await api.post(`/configuration/${route}`, { text, ...wanted })) as T;
  return {
    exported: async (parts = "", api: HubClient = own) =>
      new Response(await api.download(`/configuration${parts && `?parts=${parts}`}`)).text(),
    diff: send<Outlook>("diff"),
    apply: send<Outlook & Applied>("apply"),
  };
}

/** A part of everything that can be set up. */
export function fullConfiguration({ settings }: DeskSimulator): string {
  return `interdesk: 1
clients:
  - name: Acme
    customers: [{ connection: halo, externalId: "18" }, { connection: prom, externalId: acme }]
    contacts: [{ name: Ann Acme, role: owner, phone: +49 89 1234567 }]
    runbooks: [{ title: Cash desks are down, when: before noon, text: "Call **Ann** first." }]
  - name: Beta
connections:
  - name: halo
    connector: halopsa
    mode: shadow
    settings: ${JSON.stringify(settings)}
    secrets: { clientSecret: { env: HALO_SECRET }, webhookSecret: { env: HALO_HOOK } }
    defaultClient: Gamma
    rules: { take: 'record.title != ""', home: true }
    maps:
      priority: { in: { "1": 1, "2": 2, "3": 3, "4": 4 }, out: { "1": "1", "2": "2", "3": "3", "4": "4", "5": "4" } }
  - name: prom
    connector: alertmanager
    secrets: { bearerToken: { env: PROM_TOKEN } }
    allowedFrom: [192.0.2.0/24]
items:
  - { client: Acme, name: hv-1, kind: host, criticality: high }
  - { client: Acme, name: vm-1, keys: [vm-1.acme.example], parents: [hv-1] }
rules:
  # Nobody is told of the lab.
  rules:
    - id: lab
      name: the lab is quiet
      when: event.resource == "lab"
      set: { drop: the lab is nobody's }
sla:
  calendars:
    office: { timeZone: Europe/Berlin, weekly: { monday: [{ from: "08:00", to: "17:00" }] } }
  policies: [{ name: gold, calendar: office, response: { 1: 15m } }]
  assignments: [{ policy: gold, clients: [Acme] }]
onCall:
  people: [{ id: anna, name: Anna Berg, timeZone: Europe/Berlin }] # as yet
webhooks:
  - { url: "https://told.example/hook", types: [interdesk.ticket.opened], clients: [Beta], state: paused }
windows:
  - startsAt: 2026-03-01T00:00:00Z
    client: Beta
    recurrence: { timeZone: Europe/Berlin, days: [7], from: "02:00", minutes: 120 }
    reason: Patch night
    owner: Anna
`;
}
