import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import { statusLabels, wordsOf } from "../../support/three-desks.ts";
import { defineScenario } from "../scenario.ts";
import { awaitTitles } from "../tools/agreed.ts";
import { awaitThat, describeDesk, indexByTitle, listWrites, startDesk } from "../tools/desks.ts";
import { openNodes } from "../tools/hub-nodes.ts";

const longMs = 1_800_000;

/** The operation's number on its ticket, from the text of a note. */
const numberOf = (text: string): number => Number(/Step (\d+)$/.exec(wordsOf(text))?.[1] ?? Number.NaN);

/** Notes that are missing, doubled or out of turn, and notes that came after the close that was asked for after them. */
function countViolations(west: DeskSimulator, title: string, steps: readonly number[]): number {
  const ticket = indexByTitle(west).tickets.get(title);
  if (!ticket) return steps.length;
  const numbers = ticket.comments.map(({ text }) => numberOf(text));
  const astray =
    Math.abs(numbers.length - steps.length) + steps.filter((step, index) => numbers[index] !== step).length;
  const writes = listWrites(west, ticket.id);
  const closedAt = writes.findIndex(({ body }) => (body as { status?: unknown }).status === 5);
  const late = writes.filter(({ path }, index) => path.endsWith("/Notes") && index > closedAt).length;
  return astray + late + (closedAt < 0 || ticket.status !== statusLabels.autotask.ended ? 1 : 0);
}

export const orderPerTicket = defineScenario(
  "C1",
  "operations on many tickets while workers are killed",
  async (context, sizes) => {
    const [east, west] = [await startDesk(), await startDesk()];
    const hub = await openNodes(context, { east: describeDesk(east), west: describeDesk(west) }, sizes.workers);
    const titles = Array.from({ length: sizes.tickets }, (_, index) => `C1 ${index}`);
    const ids = new Map<string, string>();
    for (const title of titles) ids.set(title, await east.technician.createTicket({ title }));
    await awaitTitles(hub, titles, 2, longMs);
    const everyNth = Math.max(1, Math.floor((sizes.tickets * sizes.operations) / sizes.kills));
    let kills = 0;
    let restarting: Promise<void> = Promise.resolve();
    const notes: number[] = [];
    for (let step = 0; step < sizes.operations; step++) {
      const isLast = step === sizes.operations - 1;
      const isNote = !isLast && step % 4 !== 3;
      if (isNote) notes.push(step);
      for (const [index, title] of titles.entries()) {
        const id = ids.get(title) ?? "";
        if (isNote) await east.technician.addComment(id, { text: `Step ${step}`, visibility: "public" });
        else
          await east.technician.edit(id, {
            status: isLast ? "Complete" : step % 8 === 3 ? "In Progress" : "Waiting Vendor",
          });
        if ((step * titles.length + index + 1) % everyNth !== 0) continue;
        await restarting;
        restarting = hub.killWorker(kills++);
      }
    }
    await restarting;
    await awaitThat("every close", () => west.tickets().every(({ status }) => status === "Complete"), longMs);
    await awaitTitles(hub, titles, 2, longMs);
    const violations = titles.reduce((sum, title) => sum + countViolations(west, title, notes), 0);
    return {
      pass: violations === 0 && kills >= sizes.kills,
      figure: `${sizes.tickets} tickets × ${sizes.operations} operations, ${sizes.workers} workers, ${kills} kills: ${violations} violations of order`,
    };
  },
);
