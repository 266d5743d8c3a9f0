import type { Kysely } from "kysely";
import type { World } from "../../core/ports/world.ts";
import type { Config } from "../config/config.ts";
import type { Database } from "../db/database.ts";
import { beatInstance, claimFirstPlace, type Instance, raiseEpoch, readInstance } from "../db/instance.ts";
import { beginRecovery, resumeTenants } from "../db/recovery.ts";
import { listTenants } from "../db/tenants.ts";
import { startLoop } from "../workers/loop.ts";
import { describePlace, type Place } from "./describe-place.ts";
import { readNodeFile, writeNodeFile } from "./node-file.ts";

export interface InstanceWatch {
  place: Place;
  /** Nothing is written out and nobody is paged: this may be a copy that runs beside its original. */
  isHeld(): boolean;
  /** Somebody has said what this is: looks at once. */
  lookAgain(): void;
  stop(): Promise<void>;
}

export interface WatchDeps {
  db: Kysely<Database>;
  world: Pick<World, "log" | "clock">;
}

/** Shorter silences are restarts, after which late pages are still pages. */
const outageMs = 15 * 60_000;
const everyMs = 5_000;

/**
 * Finds out whether this database may be worked on from here, and whether time was lost: to an outage, or because the database
 * went back. Goes on looking while the hub runs.
 *
 * @param begin starts what writes out; called once, when nothing holds it any more
 */
export async function watchInstance(
  config: Pick<Config, "databaseUrl" | "dataDir" | "role">,
  { db, world }: WatchDeps,
  begin: () => Promise<void>,
): Promise<InstanceWatch> {
  const place = await describePlace(config, db);
  let held = false;
  let last: Seen | undefined = await readNodeFile(config.dataDir);
  let isRunning = false;

  const pass = async (): Promise<{ again: boolean }> => {
    const was = held;
    held = !(await claimFirstPlace(db, place.id));
    if (held && !was) world.log.error({ place: place.name }, describeHold(place));
    if (held) return { again: false };
    if (was) world.log.warn({ place: place.name }, "this installation is held no more");
    if (config.role !== "web") last = await keepTime({ db, world }, last, isRunning);
    if (last) await writeNodeFile(config.dataDir, { instance: last.instance, epoch: last.epoch, beat: last.beat });
    if (!isRunning) {
      isRunning = true;
      await begin();
    }
    return { again: false };
  };

  // What is found at start is found before anything runs.
  await pass();
  const loop = startLoop({ name: "instance", everyMs, log: world.log, pass });
  return { place, isHeld: () => held, lookAgain: () => loop.wake(), stop: () => loop.stop() };
}

export function describeHold({ name }: Place): string {
  return (
    `This hub is held: its database says that it was worked on elsewhere, and not from ${name}. If this is a copy, the original ` +
    "may be running, and both would write to service desks and page people. Deliveries are taken; nothing is written out and " +
    'nobody is paged. Say which it is: "interdesk instance adopt" if this is the only one from now on, "interdesk instance new" ' +
    "if it is to go on beside the original."
  );
}

interface Seen {
  instance: string;
  epoch: number;
  beat: number;
}

/** @param isRunning false at start: what was not done before may be much */
async function keepTime({ db, world }: WatchDeps, last: Seen | undefined, isRunning: boolean): Promise<Seen> {
  const found = await readInstance(db);
  const known = last?.instance === found.id ? last : undefined;
  const cause = judgeTime(found, known, isRunning);
  if (cause === "wentBack" && known && (await raiseEpoch(db, found.epoch, Math.max(found.epoch, known.epoch) + 1))) {
    await beginRecovery(db, cause, found.beatAt ?? world.clock.now());
    world.log.error(
      { epoch: found.epoch, beat: found.beat, known },
      "the database went back to an earlier state: every service desk is read before anything is written to it",
    );
  }
  if (cause === "outage") await beginRecovery(db, cause, found.beatAt ?? world.clock.now());
  if (!isRunning || cause)
    await resumeTenants(
      db,
      (await listTenants(db)).map(({ id }) => id),
    );
  const { id, epoch, beat } = await beatInstance(db, known?.beat ?? 0);
  return { instance: id, epoch, beat };
}

/** Its beat only rises, and whoever finds that it went back raises the epoch: so the other nodes know that it was found. */
function judgeTime(found: Instance, known: Seen | undefined, isRunning: boolean): "wentBack" | "outage" | undefined {
  if (known && (found.epoch < known.epoch || (found.epoch === known.epoch && found.beat < known.beat)))
    return "wentBack";
  return !isRunning && found.silentMs !== null && found.silentMs > outageMs ? "outage" : undefined;
}
