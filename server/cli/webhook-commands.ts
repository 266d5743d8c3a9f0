import { type Command, InvalidArgumentError } from "commander";
import type { PostRow } from "../db/webhook-log.ts";
import type { WebhookView } from "../db/webhooks.ts";
import { type HubClient, Refused } from "./client.ts";
import { parseCount } from "./parse-count.ts";
import { printTable } from "./print.ts";
import type { Sent } from "./sent.ts";

type Hub = () => Promise<HubClient>;
type View = Sent<WebhookView>;

/** `interdesk webhooks …`: other systems that are told of what happens. */
export function addWebhookCommands(program: Command, hub: Hub): void {
  const webhooks = program.command("webhooks").description("other systems that are told of what happens here");
  addSetting(webhooks, hub);
  addLists(webhooks, hub);
  addStates(webhooks, hub);
  addSending(webhooks, hub);
}

const route = (id: string) => `/webhooks/${encodeURIComponent(id)}`;

interface Wishes {
  types?: string[];
  clients?: string[];
  allClients?: true;
  internal?: true;
}

function addSetting(webhooks: Command, hub: Hub): void {
  webhooks
    .command("add")
    .argument("<url>", "https, or an address that outbound.allowedPrivate names")
    .requiredOption("--types <type...>", "such as interdesk.ticket.opened, interdesk.sla.*, or *")
    .option("--clients <name...>", "only what is about these clients")
    .option("--internal", "internal comments, too")
    .description("tell another system; the secret that signs what it is told is shown once")
    .action(async (url: string, { types = [], clients, internal }: Wishes) => {
      const wanted = { url, types: split(types), clients: clients ?? null, includeInternal: internal === true };
      const added = (await (await hub()).post("/webhooks", wanted)) as View & { secret: string };
      process.stdout.write(`It is told of what happens from now on: ${added.id}\n`);
      printSecret(added.secret);
      process.stdout.write(`Try it with: interdesk webhooks test ${added.id}\n`);
    });
  webhooks
    .command("set")
    .argument("<id>")
    .option("--url <url>", "another address")
    .option("--types <type...>", "other types")
    .option("--clients <name...>", "only what is about these clients")
    .option("--all-clients", "of all clients, and of what is no client's")
    .option("--internal", "internal comments, too")
    .option("--no-internal", "no internal comments any more")
    .description("change what it is told, and where")
    .action(async (id: string, options: Omit<Wishes, "internal"> & { url?: string; internal?: boolean }) => {
      const { url, types, clients, allClients, internal } = options;
      const patch = {
        ...(url === undefined ? {} : { url }),
        ...(types === undefined ? {} : { types: split(types) }),
        ...(clients === undefined ? {} : { clients }),
        ...(allClients === undefined ? {} : { clients: null }),
        ...(internal === undefined ? {} : { includeInternal: internal }),
      };
      if (Object.keys(patch).length === 0) throw new Refused("Say what to change: see --help.");
      printWebhook((await (await hub()).patch(route(id), patch)) as View);
    });
}

/** Several may come in one word, parted by commas. */
function split(types: readonly string[]): string[] {
  return types.flatMap((word) => word.split(",")).filter((type) => type !== "");
}

function printSecret(secret: string): void {
  process.stdout.write(
    `Its secret, not shown again:\n  ${secret}\n` +
      "Each message is signed with it after Standard Webhooks; any of their libraries checks it.\n",
  );
}

function addLists(webhooks: Command, hub: Hub): void {
  webhooks
    .command("list")
    .description("all, and how each one does")
    .action(async () => {
      const all = (await (await hub()).get("/webhooks")) as View[];
      const rows = all.map(({ id, url, types, state, waiting, failed, answeredAt }) => {
        const counts = { waiting, failed, "last taken": answeredAt };
        return { id, to: new URL(url).host, types: types.join(" "), state, ...counts };
      });
      const columns = ["id", "to", "types", "state", "waiting", "failed", "last taken"];
      printTable(rows, columns, "Nobody is told. Tell a system with: interdesk webhooks add URL --types …");
    });
  webhooks
    .command("show")
    .argument("<id>")
    .description("one of them, and how it does")
    .action(async (id: string) => printWebhook((await (await hub()).get(route(id))) as View));
  webhooks
    .command("log")
    .argument("<id>")
    .argument("[event]", "one event as it is sent, as JSON")
    .option("--state <state>", "only waiting, done, failed or dropped")
    .option("--limit <n>", "how many", parseCount, 50)
    .description("what it was told, the newest first, and what became of each")
    .action(async (id: string, event: string | undefined, { state, limit }: { state?: string; limit: number }) => {
      if (event !== undefined) {
        const sent = await (await hub()).get(`${route(id)}/deliveries/${encodeURIComponent(event)}`);
        process.stdout.write(`${JSON.stringify(sent, null, 2)}\n`);
        return;
      }
      const query = new URLSearchParams({ limit: String(limit), ...(state === undefined ? {} : { state }) });
      const rows = (await (await hub()).get(`${route(id)}/deliveries?${query}`)) as Sent<PostRow>[];
      const columns = ["id", "at", "type", "state", "attempts", "status", "detail", "nextAt"];
      printTable(rows, columns, "It was told nothing yet, or nothing of that kind.");
    });
}

function printWebhook(view: View): void {
  const { id, url, types, clients, includeInternal, state, stateReason, waiting, failed } = view;
  const lines = [
    `${id}: ${state}${stateReason === null ? "" : `. ${stateReason}`}`,
    `  to        ${url}`,
    `  types     ${types.join(" ")}`,
    `  clients   ${clients === null ? "all" : clients.join(", ")}`,
    `  internal  ${includeInternal ? "internal comments, too" : "no internal comments"}`,
    `  waiting   ${waiting}, given up ${failed}; last taken ${view.answeredAt ?? "never"}`,
    ...(view.failingSince === null ? [] : [`  failing   since ${view.failingSince}`]),
    ...(view.previousSecretUntil === null
      ? []
      : [`  secret    the one before counts until ${view.previousSecretUntil}`]),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function addStates(webhooks: Command, hub: Hub): void {
  const state = (name: string, to: "active" | "paused", description: string, done: string) =>
    webhooks
      .command(name)
      .argument("<id>")
      .description(description)
      .action(async (id: string) => {
        await (await hub()).patch(route(id), { state: to });
        process.stdout.write(`${done}\n`);
      });
  state(
    "pause",
    "paused",
    "send nothing for now; what happens is kept for it, for 14 days",
    "It is sent nothing until: interdesk webhooks resume",
  );
  state("resume", "active", "let it go on, with what waits", "It goes on; what waits is being sent.");
  webhooks
    .command("rotate")
    .argument("<id>")
    .option("--overlap-hours <hours>", "how long the secret before counts, too; 0 = not at all", parseHours, 24)
    .description("another secret; both sign until the overlap is over")
    .action(async (id: string, { overlapHours }: { overlapHours: number }) => {
      const rotated = (await (await hub()).post(`${route(id)}/rotate`, { overlapHours })) as View & { secret: string };
      printSecret(rotated.secret);
      const until = rotated.previousSecretUntil;
      process.stdout.write(
        until === null ? "The one before counts no more.\n" : `The one before counts until ${until}.\n`,
      );
    });
  webhooks
    .command("remove")
    .argument("<id>")
    .description("tell it nothing more; what waits for it is not sent")
    .action(async (id: string) => {
      await (await hub()).remove(route(id));
      process.stdout.write("It is told nothing more.\n");
    });
}

function parseHours(text: string): number {
  const hours = Number(text);
  if (text.trim() === "" || !(hours >= 0 && hours <= 720)) throw new InvalidArgumentError("expected 0 to 720 hours");
  return hours;
}

function addSending(webhooks: Command, hub: Hub): void {
  webhooks
    .command("test")
    .argument("<id>")
    .description("send it a test event now, and say what it answers")
    .action(async (id: string) => {
      const done = (await (await hub()).post(`${route(id)}/test`)) as {
        ok: boolean;
        status: number | null;
        detail: string | null;
        tookMs: number;
      };
      process.stdout.write(
        done.ok
          ? `✓ It was taken (HTTP ${done.status}, ${done.tookMs} ms).\n`
          : `✗ It was not taken: ${done.detail ?? ""}\n`,
      );
      if (!done.ok) process.exitCode = 1;
    });
  webhooks
    .command("replay")
    .argument("<id>")
    .argument("[event]", "one event of its log")
    .option("--since <time>", "instead: all that it was told since then, such as 2026-11-28T06:00Z")
    .description("send again, under the same ids, whatever became of it before")
    .action(async (id: string, event: string | undefined, { since }: { since?: string }) => {
      if ((event === undefined) === (since === undefined)) throw new Refused("Name either an event or --since TIME.");
      const which = event === undefined ? { since: toInstant(since ?? "") } : { event };
      const { replayed, more } = (await (await hub()).post(`${route(id)}/replay`, which)) as {
        replayed: number;
        more: boolean;
      };
      const rest = more ? " There are more; those are the newest." : "";
      process.stdout.write(
        replayed === 0 ? "There is nothing to send again.\n" : `${replayed} are sent again.${rest}\n`,
      );
    });
}

function toInstant(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new Refused(`--since: ${JSON.stringify(text)} is no time; expected one such as 2026-11-28T06:00Z.`);
  return at.toISOString();
}
