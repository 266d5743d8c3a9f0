import type { LinkId, TicketId } from "../../schemas/ids.ts";
import type { Actor, FieldName, Ticket } from "../../schemas/ticket.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { Desk } from "../ports/desk.ts";
import type { Stores } from "../ports/stores.ts";
import { confirmField, editTicket, patchOf, valueOf } from "../sync/edit-ticket.ts";
import { saveTicket } from "./save-ticket.ts";
import type { Hand, HandDeps } from "./work-by-hand.ts";

/** `keep`: our value is written there; `take`: theirs is ours from now on, and every other desk's. */
export type FieldChoice = "keep" | "take";

export type Settled =
  | { kind: "done"; ticket: Ticket }
  /** No such ticket, or no working record of it on this connection, or not for them. */
  | { kind: "missing" }
  /** Both say the same, or the field is not carried there. */
  | { kind: "nothing" }
  /** What stands there has no word here: only `keep` is possible, or the table is to be completed. */
  | { kind: "unmapped"; detail: string }
  | { kind: "failed"; error: ConnectorError };

/**
 * A person decides between our value and a desk's, as it was read last. It is their edit: it has a revision of its own, so that
 * it is written once more where it was held, and not again.
 */
export async function settleField(
  deps: HandDeps,
  hand: Hand,
  desk: Pick<Desk, "openLens">,
  wanted: { ticketId: TicketId; linkId: LinkId; field: FieldName; choice: FieldChoice },
): Promise<Settled> {
  // The vendor may have to be asked for its lists: before anything is locked.
  const lens = await desk.openLens();
  if (!lens.ok) return { kind: "failed", error: lens.error };
  const { linkId, field, choice } = wanted;
  return deps.unit.inTenant(hand.tenantId, async (stores) => {
    const locked = await stores.links.lock(linkId);
    if (locked?.row.link.state !== "active" || locked.ticket.id !== wanted.ticketId) return { kind: "missing" };
    const { ticket } = locked;
    const { link } = locked.row;
    if (!hand.sees(ticket.clientId)) return { kind: "missing" };
    const known = link.fields[field];
    if (!known || !ticket.meta[field]) return { kind: "nothing" };
    const at = deps.clock.now();
    const by: Actor = { kind: "person", name: hand.name };
    const reason = choice === "keep" ? "keptByPerson" : "takenByPerson";
    const cause = { by, reason, after: at, until: at, at };
    const detail = { link: linkId, field, choice };
    const note = () => stores.audit.add({ actor: hand.name, action: "ticket.settle", object: ticket.id, detail });
    if (choice === "keep") {
      await note();
      // Nothing holds it any more: it is owed, and written once.
      const { held: _held, ...free } = known;
      await stores.links.save({ ...link, fields: { ...link.fields, [field]: free } }, {});
      return keep(deps, stores, hand, { ticket, field, cause });
    }
    const theirs = lens.value.from(field, known.raw);
    if (theirs.kind === "unmapped") return { kind: "unmapped", detail: theirs.detail };
    if (theirs.kind === "ignored") return { kind: "nothing" };
    const edited = editTicket(ticket, patchOf(field, theirs.value), cause);
    if (edited.changes.length === 0) return { kind: "nothing" };
    const { held: _held, ...agreed } = known;
    const fields = { ...link.fields, [field]: { ...agreed, rev: edited.ticket.rev } };
    await stores.links.save({ ...link, fields }, {});
    await saveTicket(deps, stores, hand.tenantId, { ...edited, comments: [], except: null, by, at });
    await note();
    return { kind: "done", ticket: edited.ticket };
  });
}

async function keep(
  deps: HandDeps,
  stores: Stores,
  hand: Hand,
  { ticket, field, cause }: { ticket: Ticket; field: FieldName; cause: Parameters<typeof editTicket>[2] },
): Promise<Settled> {
  const raised = confirmField(ticket, field, cause);
  const value = valueOf(ticket, field);
  const { by, reason, at } = cause;
  const change = { ticketId: ticket.id, rev: raised.rev, field, from: value, to: value, by, reason, at };
  await saveTicket(deps, stores, hand.tenantId, {
    ticket: raised,
    changes: [change],
    comments: [],
    except: null,
    by,
    at,
  });
  return { kind: "done", ticket: raised };
}
