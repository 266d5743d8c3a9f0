import { digestTables } from "../../support/digest-tables.ts";
import { forgetPeakMemory, peakMemory } from "../../support/peak-memory.ts";
import { defineScenario } from "../scenario.ts";
import { type Door, listDoors, tellOthers } from "../tools/doors.ts";
import { openEdge } from "../tools/edge-world.ts";
import { chunkBytes, cutBytes, sendRaw } from "../tools/raw-requests.ts";

const pieceBytes = 16_384;
/** Slower than the hub looks at what has come, so that its answer does not have to overtake the body. */
const everyMs = 20;

export const declaredTooLarge = defineScenario("N1", "bodies that declare too much", async (context, sizes) => {
  const { hub, dataDir, hookUrl } = await openEdge(context);
  const doors = await listDoors(hub, dataDir, [hookUrl]);
  const others: string[] = [];
  let most = 0;
  for (const { name, headers, mostBytes, ...door } of doors) {
    const bytes = Math.max(mostBytes + 1, sizes.bytes);
    const length = { "content-length": String(bytes) };
    const pieces = cutBytes(sizes.mostSent * 2, pieceBytes);
    const { status, sent } = await sendRaw({ ...door, headers: { ...headers, ...length }, pieces, everyMs });
    most = Math.max(most, sent);
    if (status !== 413) others.push(`${status} by ${name}`);
  }
  return {
    pass: others.length === 0 && most <= sizes.mostSent,
    figure: `${doors.length - others.length} of ${doors.length} doors answered 413${tellOthers(others)}, before more than ${most} bytes were sent`,
  };
});

export const undeclaredTooLarge = defineScenario(
  "N2",
  "bodies that declare nothing and do not end",
  async (context, sizes) => {
    const { hub, dataDir, hookUrl, database } = await openEdge(context);
    const doors = (await listDoors(hub, dataDir, [hookUrl])).filter(
      ({ mostBytes }) => mostBytes < sizes.megabytes * 1_000_000,
    );
    const bytes = sizes.megabytes * 1_048_576;
    const others: string[] = [];
    let cut = 0;
    let grown = 0;
    const knock = async ({ name, headers, method, url }: Door) => {
      const chunked = { ...headers, "transfer-encoding": "chunked" };
      await forgetPeakMemory(hub.pid);
      const before = await peakMemory(hub.pid);
      const { status } = await sendRaw({ method, url, headers: chunked, pieces: chunkBytes(bytes, 65_536) });
      grown = Math.max(grown, (await peakMemory(hub.pid)) - before);
      // The hub has closed before the sender had read why.
      if (status === 0) cut += 1;
      else if (status !== 413) others.push(`${status} by ${name}`);
    };
    // What the runtime itself takes for the first of its kind is not the body's.
    for (const door of doors) await knock(door);
    [others.length, cut, grown] = [0, 0, 0];
    const before = await digestTables(database.admin);
    for (let round = 0; round < sizes.rounds; round += 1) for (const door of doors) await knock(door);
    const after = await digestTables(database.admin);
    const changed = [...after].filter(([table, digest]) => before.get(table) !== digest).map(([table]) => table);
    const sent = doors.length * sizes.rounds;
    return {
      pass: others.length === 0 && changed.length === 0 && grown <= sizes.mostMb,
      figure: `${sent - others.length - cut} of ${sent} bodies of ${sizes.megabytes} MB at ${doors.length} doors answered 413, ${cut} cut off${tellOthers(others)}; ${changed.length === 0 ? "no row of any table changed" : `changed: ${changed.join(", ")}`}; the hub grew by ${grown.toFixed(1)} MB at most for one`,
    };
  },
);
