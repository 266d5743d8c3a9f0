import { readFile } from "node:fs/promises";
import type { Hono } from "hono";
import { type Config, ConfigError } from "./config/config.ts";
import { readHookToken } from "./connections/webhooks.ts";
import { addAudit } from "./db/admin.ts";
import type { Hub } from "./hub.ts";
import { parseAddressList } from "./ingest/address-list.ts";
import type { GroupCommit } from "./ingest/group-commit.ts";
import type { HookDirectory } from "./ingest/hook-directory.ts";
import { createMailDirectory } from "./ingest/mail-directory.ts";
import { createRefusalNotes, type NoteRefused } from "./ingest/refusal-notes.ts";
import type { OpenHookConnector } from "./ingest/store-delivery.ts";
import { createAnswerRoutes } from "./routes/answers.ts";
import { createHookRoutes } from "./routes/hooks.ts";
import type { MailListener } from "./smtp/listener.ts";

/** What takes deliveries, whatever brings them. */
export interface Intake {
  commit: GroupCommit;
  isFull: () => Promise<boolean>;
  hooks: HookDirectory;
  noteRefused: NoteRefused;
}

/** In the audit and the log, for the admin: the answer itself tells nothing. */
export function noteRefusals(hub: Hub): NoteRefused {
  return createRefusalNotes(async (hook, reason, more) => {
    hub.world.log.warn({ connection: hook.connectionId, reason, ...more }, "a delivery was refused");
    await addAudit(
      hub.db,
      hook.tenantId,
      { actor: "unknown", action: "hook.refused", object: hook.connectionId, detail: { reason, ...more } },
      hub.world.ids.next,
    );
  });
}

function openConnector(hub: Hub): OpenHookConnector {
  return async (hook) => {
    const opened = await hub.connections.open(hook.tenantId, hook.connectionId);
    return opened && { connector: opened.connector, inbound: opened.instance.inbound, origins: opened.origins };
  };
}

export function buildHooks(
  config: Config,
  hub: Hub,
  { commit, isFull, hooks, noteRefused }: Intake,
): ReturnType<typeof createHookRoutes> {
  return createHookRoutes({
    ...hub.world,
    directory: hooks,
    commit,
    limitBytes: config.http.limitBytes,
    noteRefused,
    trustedProxies: parseAddressList(config.http.trustedProxies),
    isFull,
    publicUrl: hub.publicUrl,
    open: openConnector(hub),
  });
}

/** Undefined where no mail is taken. */
export async function startMail(
  { smtp }: Config,
  hub: Hub,
  { commit, isFull, hooks, noteRefused }: Intake,
): Promise<MailListener | undefined> {
  if (!smtp) return undefined;
  const find = createMailDirectory({
    domain: smtp.domain,
    hooks,
    readHookToken: ({ tenantId, connectionId }) => readHookToken(hub, tenantId, connectionId),
    open: openConnector(hub),
    noteRefused,
  });
  const certificate = smtp.tls && {
    cert: await readNamed("smtp.tls.certFile", smtp.tls.certFile),
    key: await readNamed("smtp.tls.keyFile", smtp.tls.keyFile),
  };
  const { startMailListener } = await import("./smtp/listener.ts");
  return startMailListener(smtp, { ...hub.world, find, commit, isFull, certificate });
}

async function readNamed(setting: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "unknown error";
    throw new ConfigError(`${setting} is ${JSON.stringify(file)}, which cannot be read: ${why}`, { cause });
  }
}

/** Where people answer pages by a link. */
export function buildAnswers(hub: Hub): Hono {
  const { world, db, node, signals } = hub;
  return createAnswerRoutes({ world, db, unit: node.unit, wake: () => signals.wake("push") });
}
