import { randomBytes } from "node:crypto";
import { startHaloSimulator } from "../../../connectors/halopsa/simulator/index.ts";
import { forgetPeakMemory, peakMemory } from "../../support/peak-memory.ts";
import { defineScenario } from "../scenario.ts";
import { awaitThat, openRules } from "../tools/desks.ts";
import { openNodes } from "../tools/hub-nodes.ts";

export const largeFiles = defineScenario("N8", "large files, many at once", async (context, sizes) => {
  const [east, west] = [
    await startHaloSimulator({ webhookRetryMs: 200 }),
    await startHaloSimulator({ webhookRetryMs: 200 }),
  ];
  const setup = { connector: "halopsa", rules: openRules };
  const nodes = await openNodes(context, { east: { ...setup, desk: east }, west: { ...setup, desk: west } }, 0);
  const worker = await nodes.startWorker();
  const hang = async (ticket: string, bytes: Buffer) =>
    east.technician.addAttachment(ticket, {
      fileName: "film.bin",
      contentType: "application/octet-stream",
      bytes,
      visibility: "public",
    });
  const arrived = () => west.tickets().filter(({ attachments }) => attachments.length === 1).length;
  const tickets: string[] = [];
  for (let nth = 0; nth <= sizes.files; nth += 1)
    tickets.push(await east.technician.createTicket({ title: `N8 ${nth}` }));
  await awaitThat("the tickets", () => west.tickets().length === tickets.length, 120_000);
  const bytes = sizes.megabytes * 1_000_000;
  // What the runtime itself takes for the first file is not the others'.
  await hang(tickets[0] ?? "", randomBytes(bytes));
  await nodes.api.post("/connections/east/poll");
  await awaitThat("the first file", () => arrived() === 1, 120_000);
  await forgetPeakMemory(worker.pid);
  const before = await peakMemory(worker.pid);
  for (const ticket of tickets.slice(1)) await hang(ticket, randomBytes(bytes));
  const startedAt = performance.now();
  await nodes.api.post("/connections/east/poll");
  await awaitThat("the files", () => arrived() === tickets.length, 300_000);
  const grown = (await peakMemory(worker.pid)) - before;
  const hashes = (desk: typeof east) =>
    desk
      .tickets()
      .flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256))
      .toSorted()
      .join();
  const whole = hashes(east) === hashes(west);
  return {
    pass: whole && grown <= sizes.mostMb,
    figure: `${sizes.files} files of ${sizes.megabytes} MB in the other desk after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s, ${whole ? "byte for byte" : "NOT as they were"}; the worker grew by ${grown.toFixed(0)} MB at most`,
  };
});
