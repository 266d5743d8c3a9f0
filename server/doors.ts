import { readFile } from "node:fs/promises";
import { type Config, ConfigError } from "./config/config.ts";
import { readHookToken } from "./connections/webhooks.ts";
import { addAudit } from "./db/admin.ts";
import type { Hub } from "./hub.ts";
import type { GroupCommit } from "./ingest/group-commit.ts";
import type { HookDirectory } from "./ingest/hook-directory.ts";
import { createMailDirectory } from "./ingest/mail-directory.ts";
import { createRefusalNotes } from "./ingest/refusal-notes.ts";
import type { OpenHookConnector } from "./ingest/store-delivery.ts";
import { createHookRoutes } from "./routes/hooks.ts";
import { type MailListener, startMailListener } from "./smtp/listener.ts";

/** What takes deliveries, whatever brings them. */
export interface Intake {
  commit: GroupCommit;
  isFull: () => Promise<boolean>;
  hooks: HookDirectory;
}

function openConnector(hub: Hub): OpenHookConnector {
  return async (hook) => {
    const opened = await hub.connections.open(hook.tenantId, hook.connectionId);
    return opened && { connector: opened.connector, inbound: opened.instance.inbound };
  };
}

export function buildHooks(
  config: Config,
  hub: Hub,
  { commit, isFull, hooks }: Intake,
): ReturnType<typeof createHookRoutes> {
  const refusals = createRefusalNotes((hook, reason) =>
    addAudit(
      hub.db,
      hook.tenantId,
      { actor: "unknown", action: "hook.refused", object: hook.connectionId, detail: { reason } },
      hub.world.ids.next,
    ),
  );
  return createHookRoutes({
    ...hub.world,
    directory: hooks,
    commit,
    limitBytes: config.http.limitBytes,
    noteRefused: refusals,
    isFull,
    open: openConnector(hub),
  });
}

/** Undefined where no mail is taken. */
export async function startMail(
  { smtp }: Config,
  hub: Hub,
  { commit, isFull, hooks }: Intake,
): Promise<MailListener | undefined> {
  if (!smtp) return undefined;
  const find = createMailDirectory({
    domain: smtp.domain,
    hooks,
    readHookToken: ({ tenantId, connectionId }) => readHookToken(hub, tenantId, connectionId),
    open: openConnector(hub),
  });
  const certificate = smtp.tls && {
    cert: await readNamed("smtp.tls.certFile", smtp.tls.certFile),
    key: await readNamed("smtp.tls.keyFile", smtp.tls.keyFile),
  };
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
