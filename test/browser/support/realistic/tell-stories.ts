import { setTimeout as pause } from "node:timers/promises";
import type { TicketView } from "../../../../server/db/timeline.ts";
import { awaitUntil } from "../../../../server/demo/world.ts";
import { hintOf } from "./monitors.ts";
import { customers } from "./names.ts";
import type { RealisticParts } from "./parts.ts";

const find = (key: string) => customers.find((one) => one.key === key) ?? customers[0] ?? { name: "", key: "" };

/** One device says three things, a hotel's line falls, a check goes up and down, and somebody is woken. */
export async function tellAlerts(parts: RealisticParts): Promise<void> {
  const { deliver, api } = parts;
  const clinic = hintOf("prometheus", find("isar-klinikum"));
  const say = (title: string, device: string, critical: boolean, isOver = false, hint = clinic) =>
    deliver("prometheus", { n: 0, title, device, hint, critical, isOver });
  await say("Host unreachable", "hv-isa-01", true);
  await awaitUntil("its ticket", async () => findTicket(parts, "Host unreachable"));
  await say("Replication lag above 10 minutes", "hv-isa-01", false);
  await say("Datastore latency above 80 ms", "hv-isa-01", false);
  for (let turn = 0; turn < 7; turn += 1) {
    await say("Line quality poor", "fw-brn-02", false, turn % 2 === 1, "brunner");
    await parts.quiet();
  }
  for (let n = 0; n < 24; n += 1)
    await say("Access point offline", `ap-cas-${String(n).padStart(2, "0")}`, false, false, "castle-hotels");
  await say("Temperature above 30 °C", "lab-isa-07", false);
  await say("Memory above 92 %", "srv-jun-01", false, false, "juniper-retail");
  await say("Disk C: above 95 %", "srv-jun-01", false, false, "juniper-retail");
  await say("Backup job SRV-DAILY failed", "srv-bal-02", true, false, "baltic-freight");
  await parts.quiet();
  await api.post("/maintenance", {
    client: "Delta Pharma",
    resource: "srv-del-*",
    reason: "Firmware of the storage",
    endsAt: new Date(Date.now() + 3 * 3_600_000).toISOString(),
    owner: "Clara Vogt",
  });
  await api.post("/maintenance", {
    client: "Kessler Maschinenbau AG",
    reason: "Patchnacht",
    recurrence: { timeZone: "Europe/Berlin", days: [7], from: "02:00", minutes: 180 },
    owner: "Deniz Aydın",
  });
  await api.post("/maintenance", {
    kind: "silence",
    client: "Castle Hotels",
    service: "Guest wireless",
    reason: "Known, the provider works on it",
    endsAt: new Date(Date.now() + 40 * 60_000).toISOString(),
  });
  await deliver("prometheus", {
    n: 1,
    title: "Storage path lost",
    device: "srv-del-04",
    hint: "delta-pharma",
    critical: true,
  });
}

const findTicket = async ({ api }: RealisticParts, title: string): Promise<TicketView | undefined> => {
  const found = (await api.get(`/tickets?search=${encodeURIComponent(title)}&limit=20`)) as {
    id: string;
    title: string;
  }[];
  const one = found.find((ticket) => ticket.title.includes(title));
  return one && ((await api.get(`/tickets/${one.id}`)) as TicketView);
};

/** What does not fit is left in quarantine, with what was sent. */
export async function tellQuarantine({ post }: RealisticParts): Promise<void> {
  await post("prometheus", '{"receiver":"psa-webhook","status":"firing","alerts":"<truncated>"}');
  await post("zabbix", '{"alert_subject":"Problem: {EVENT.NAME}","event_value":"{EVENT.VALUE}"}');
  await post("datto-rmm", '{"event":"alert.triggered","alert_message":"[Disk] C: usage 96%"}');
  await post("uptime-kuma", '{"heartbeat":{"status":7},"monitor":{"name":"Portal"},"msg":"?"}');
}

/** Both desks change one field, and what one of them cannot hold is set. */
export async function tellConflicts(parts: RealisticParts): Promise<void> {
  const { api, autotask, halopsa } = parts;
  const made = (await api.post("/tickets", {
    client: "Brunner & Söhne GmbH",
    title: "ERP client loses its connection every hour",
    description: "Since the switch was replaced. **All** of accounting is concerned.",
    priority: 2,
  })) as TicketView;
  const agreed = async () => {
    const { links } = (await api.get(`/tickets/${made.id}`)) as TicketView;
    return links.length === 2 && links.every((link) => link.agreed && link.number !== null) ? true : undefined;
  };
  await awaitUntil("both desks to have it", agreed);
  const inDesk = (desk: typeof autotask) =>
    desk.tickets().find(({ title }) => title.startsWith("ERP client"))?.id ?? "";
  await autotask.technician.edit(inDesk(autotask), { status: "In Progress", assignee: "ann.keller@northwind.example" });
  await autotask.technician.addComment(inDesk(autotask), {
    text: "Port 14 shows errors; I move them to port 20 tonight.",
    visibility: "internal",
  });
  await autotask.technician.addComment(inDesk(autotask), {
    text: "We have found the cause and mend it tonight after 18:00.",
    visibility: "public",
  });
  await autotask.technician.addAttachment(inDesk(autotask), {
    fileName: "port-14-errors.csv",
    contentType: "text/csv",
    bytes: Buffer.from("time,port,errors\n08:00,14,1204\n"),
    visibility: "internal",
  });
  await api.post(`/tickets/${made.id}/comments`, {
    body: "Plan for tonight:\n\n- move **ERP** to port 20\n- watch `errors` for ten minutes\n\nSee [the wiki](https://wiki.northwind.example/ports).",
    format: "markdown",
  });
  await parts.readNow();
  await parts.quiet();
  await awaitUntil("both to agree again", agreed);
  await halopsa.technician.edit(inDesk(halopsa), { status: "With User", priority: "Critical" });
  await parts.readNow();
  await awaitUntil("the conflict", async () => {
    const { links } = (await api.get(`/tickets/${made.id}`)) as TicketView;
    return links.some((link) => !link.agreed) ? true : undefined;
  });
  // Somebody of ours whom no desk knows, and a category that is none of theirs.
  await api.patch(`/tickets/${made.id}`, { category: "Network/Switching" });
  const other = (await api.post("/tickets", {
    client: "Acme Dental",
    title: "X-ray viewer cannot open pictures of last week",
    priority: 3,
    assignee: "clara.vogt@northwind.example",
  })) as TicketView;
  await awaitUntil("its links", async () =>
    ((await api.get(`/tickets/${other.id}`)) as TicketView).links.length === 2 ? true : undefined,
  );
}

/** The night: who is called, who has taken it, and who is still to answer. */
export async function tellPages({ twilio, slack }: RealisticParts): Promise<void> {
  const { value: call } = await awaitUntil("a page to whoever is on duty", async () => twilio.pages().at(0));
  await twilio.report(call.id, "no-answer").catch(() => undefined);
  await awaitUntil("the next page", async () => twilio.pages().at(1)).catch(() => undefined);
  const post = slack.pages().at(0);
  if (post) await slack.answer(post.id, "acknowledge").catch(() => undefined);
  await pause(0);
}
