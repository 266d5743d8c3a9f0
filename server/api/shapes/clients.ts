import { z } from "zod";
import { ClientGuide } from "../../../schemas/client-guide.ts";
import { Id, Instant, listOf } from "./common.ts";

export const Client = z
  .object({
    id: Id,
    name: z.string(),
    customers: listOf(z.object({ connection: z.string(), externalId: z.string() })).describe(
      "Its names or numbers in desks and tools.",
    ),
    openTickets: z.int(),
    firingAlerts: z.int(),
  })
  .meta({ id: "Client", description: "A client, who it is on each connection, and how much is open for it." });

export const UnknownCustomer = z
  .object({
    connection: z.string(),
    externalId: z.string().describe("What the desk or tool calls it."),
    records: z.int().describe("Records of a desk that wait."),
    alerts: z.int().describe("Alerts that wait."),
    since: Instant,
    detail: z.string().describe("Why it is not known."),
    suggestions: listOf(z.string()).describe("Names of clients that are much like it; never taken by themselves."),
  })
  .meta({ id: "UnknownCustomer", description: "A customer that no client is, and for which something waits." });

export const Guide = z
  .object({
    clientId: Id,
    client: z.string().describe("Its name."),
    version: z.int().describe("Rises with each change; 0 = nothing was ever written."),
    ...ClientGuide.shape,
  })
  .meta({ id: "ClientGuide", description: "Whom to speak to at a client, and what is done there." });
