import { createHash } from "node:crypto";
import pRetry from "p-retry";
import type { PushDeps } from "../../core/flows/push-deps.ts";
import type { World } from "../../core/ports/world.ts";
import type { Config } from "../config/config.ts";
import { urgency } from "../db/call-gate.ts";
import { createFailpoint } from "../failpoint.ts";
import { createFileTurns } from "./file-turns.ts";

/** About a minute: longer than a database takes to be started anew. */
const insistence = { retries: 30, minTimeout: 250, maxTimeout: 2_000 } as const;

/** What pushing to a desk needs of this process. @param failAt where a test ends the process */
export function buildPushDeps(
  config: Config,
  world: World,
  unit: PushDeps["unit"],
  health: PushDeps["health"],
  failAt: string | undefined,
): PushDeps {
  return {
    ...world,
    unit,
    health,
    random: Math.random,
    asUrgent: (urgent, run) => urgency.run(urgent, run),
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    mostAttachmentBytes: config.attachments.mostMegabytes * 1_000_000,
    inFileTurn: createFileTurns(),
    insist: (work) => pRetry(work, insistence),
    failpoint: createFailpoint(failAt),
  };
}
