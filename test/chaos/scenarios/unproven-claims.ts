import { createHmac } from "node:crypto";
import { builtIn } from "../../../connectors/registry.ts";
import { awaitUntil } from "../../../server/demo/world.ts";
import { defineScenario } from "../scenario.ts";
import { awaitTitles } from "../tools/agreed.ts";
import { listWrites } from "../tools/desks.ts";
import { openSigned, type SignedWorld } from "../tools/signed.ts";

/** What somebody who knows the secret of a weak signature might say of a ticket that nobody has touched. */
const claims = ["title", "ended", "deleted", "born", "noted"] as const;

function buildClaim(claim: (typeof claims)[number], id: number, nth: number): object {
  const common = { Guid: "41c5b4e6-0b31-4d1e-9c50-41f0d3a1b111", SequenceNumber: 1_000 + nth, Id: id };
  const ticket = { ...common, EntityType: "Ticket", Action: "Update" };
  switch (claim) {
    case "title":
      return { ...ticket, Fields: { Title: "Forged", Priority: 4 } };
    case "ended":
      return { ...ticket, Fields: { Status: 5 } };
    case "deleted":
      return { ...ticket, Action: "Delete" };
    case "born":
      return { ...ticket, Action: "Create", Id: 900_000 + nth, Fields: { Title: "Forged", Status: 1 } };
    case "noted":
      return {
        ...common,
        EntityType: "TicketNote",
        Action: "Create",
        Id: 900_000 + nth,
        Fields: { TicketID: id, Description: "Forged" },
      };
    default:
      return claim satisfies never;
  }
}

async function claim({ desk, deskHookUrl, send }: SignedWorld, nth: number): Promise<number> {
  const tickets = desk.tickets();
  const id = Number(tickets[nth % tickets.length]?.id);
  const body = JSON.stringify(buildClaim(claims[nth % claims.length] ?? "title", id, nth));
  const key = String(desk.secrets["webhookSecret"]);
  const signature = `sha1=${createHmac("sha1", key).update(body).digest("base64")}`;
  const headers = { "content-type": "application/json", "x-hook-signature": signature };
  return (await send(deskHookUrl, headers, body)).status;
}

/**
 * Vendors whose only signature it is. What Autotask claims is looked up; a key that Twilio tells of answers a page that waits
 * for it, once, and nothing else.
 */
const nothingBetter: readonly string[] = ["autotask", "twilio"];

export const unprovenClaims = defineScenario("J11", "claims signed with HMAC-SHA1", async (context, sizes) => {
  const signed = await openSigned(context);
  const { world, desk } = signed;
  const titles = Array.from({ length: sizes.tickets }, (_, index) => `J11 ${index}`);
  for (const title of titles) await desk.technician.createTicket({ title });
  const look = async () => {
    const views = await awaitTitles(world, titles, 1);
    return JSON.stringify(views.map(({ id, fields, comments }) => ({ id, fields, comments })));
  };
  const before = await look();
  const writes = listWrites(desk).length;
  const reads = () => Object.values(desk.calls()).reduce((sum, count) => sum + count, 0);
  const readsBefore = reads();
  let taken = 0;
  for (let nth = 0; nth < sizes.requests; nth++) if ((await claim(signed, nth)) === 202) taken += 1;
  // Everything that was said has been looked up.
  await world.readNow();
  await awaitUntil("every hint", async () => {
    const rows = (await world.api.get("/deliveries?limit=500")) as { outcome: string }[];
    return rows.every(({ outcome }) => outcome !== "open") ? true : undefined;
  });
  const [one = ""] = titles;
  await desk.technician.edit(desk.tickets().find(({ title }) => title === one)?.id ?? "", { priority: "Low" });
  const restored = await awaitUntil("an edit made after all of them", async () => {
    const now = JSON.parse(await look()) as { fields: Record<string, unknown> }[];
    return JSON.stringify(now) === before ? undefined : now;
  });
  const had = JSON.parse(before) as { fields: Record<string, unknown> }[];
  const changed = restored.value.filter((view, nth) => {
    const { priority: _now, ...fields } = view.fields;
    const { priority: _before, ...known } = had[nth]?.fields ?? {};
    return JSON.stringify({ ...view, fields }) !== JSON.stringify({ ...had[nth], fields: known });
  }).length;
  const tickets = (await world.tickets()).length;
  const written = listWrites(desk).length - writes;
  const weak = builtIn.filter(({ manifest }) => "signsBy" in manifest && /SHA-?1\b/i.test(manifest.signsBy ?? ""));
  const isExpected = weak.length > 0 && weak.every(({ manifest }) => nothingBetter.includes(manifest.name));
  return {
    pass: taken === sizes.requests && changed === 0 && tickets === sizes.tickets && written === 0 && isExpected,
    figure: `${taken} of ${sizes.requests} claims taken: ${changed} of ${sizes.tickets} tickets changed, ${tickets - sizes.tickets} made, ${written} writes, ${reads() - readsBefore} calls to look; SHA-1 is taken from ${weak.map(({ manifest }) => manifest.name).join(", ")} only`,
  };
});
