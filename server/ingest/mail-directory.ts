import { buildMailKey, readLocalPart } from "../../connectors/mail-address.ts";
import { equalsSecret } from "../../connectors/signatures.ts";
import type { HookDirectory } from "./hook-directory.ts";
import type { OpenHook, OpenHookConnector } from "./store-delivery.ts";
import type { Hook } from "./hook-directory.ts";
import type { NoteRefused } from "./refusal-notes.ts";

export interface MailDirectoryDeps {
  /** What stands behind the @ of every address. */
  domain: string;
  hooks: HookDirectory;
  /** The secret part of the connection's hook; undefined where it was not kept. */
  readHookToken: (hook: Hook) => Promise<string | undefined>;
  open: OpenHookConnector;
  noteRefused: NoteRefused;
}

/**
 * Finds the connection behind a mail address: undefined for a foreign domain, an unknown connection, a wrong key and a sender
 * whose address is not listed alike.
 */
export function createMailDirectory({ domain, hooks, readHookToken, open, noteRefused }: MailDirectoryDeps) {
  return async (address: string, peer: string): Promise<OpenHook | undefined> => {
    const at = address.lastIndexOf("@");
    if (address.slice(at + 1).toLowerCase() !== domain.toLowerCase()) return undefined;
    const named = readLocalPart(address.slice(0, at));
    const hook = named && (await hooks.findUnproven(named.connectionId));
    const token = hook && (await readHookToken(hook));
    if (!hook || token === undefined || !equalsSecret(named.key, buildMailKey(token))) return undefined;
    const opened = await open(hook);
    if (!opened?.inbound || !opened.connector.manifest.capabilities.includes("mail")) return undefined;
    if (opened.origins && !opened.origins.holds(peer)) {
      noteRefused(hook, "the address is not listed", { address: peer });
      return undefined;
    }
    return { hook, connector: opened.connector, inbound: opened.inbound };
  };
}
