import { z } from "zod";
import { FieldName } from "./ticket.ts";

/** A condition in CEL over `record` and `ticket`, checked when it is saved. */
const condition = z.string().min(1).max(2_000);

/** Who decides when both sides changed one field: its owner, the later edit, or a person. */
export const CollisionRule = z.enum(["owner", "latest", "ask"]);
export type CollisionRule = z.infer<typeof CollisionRule>;

/** What becomes of one field between two desks. */
export const FieldPolicy = z.strictObject({
  collision: CollisionRule,
  /** `home`: the desk where the ticket is worked; `birth`: where it was born; `hub`: our own value. */
  owner: z.enum(["home", "birth", "hub"]),
  /**
   * What becomes of an edit made only on a desk that does not own the field: it is taken over, our value is put back, or
   * both stay as they are and a person sees the conflict.
   */
  foreignEdit: z.enum(["accept", "putBack", "hold"]),
});
export type FieldPolicy = z.infer<typeof FieldPolicy>;

const parts = {
  /** Which of its records become tickets here, of those made since the connection's start; `false` = none. */
  take: condition,
  /** Which tickets of clients that it serves are written there. */
  send: condition,
  /** Which open ticket a new record belongs to, instead of opening one; `false` = none. */
  attach: condition,
  /** Tickets are worked here: of several desks, this one owns status, assignee and queue. */
  home: z.boolean(),
  /** Tickets that it may close or re-prioritise within ten minutes; beyond that it is paused and a person is asked. */
  mostChanges: z.number().int().min(1).max(1_000_000),
  /** Its own due instants of response and resolution count in place of ours, for tickets with a record there that has them. */
  ownsDue: z.boolean(),
  /** Policies that differ from the usual ones, for tickets seen through this connection. */
  policies: z.partialRecord(FieldName, FieldPolicy),
};

/** What one service desk gives and takes. */
export const SyncRules = z.strictObject({
  take: parts.take.default("false"),
  send: parts.send.default("true"),
  attach: parts.attach.default("false"),
  home: parts.home.default(false),
  mostChanges: parts.mostChanges.default(100),
  ownsDue: parts.ownsDue.default(false),
  policies: parts.policies.default({}),
});
export type SyncRules = z.infer<typeof SyncRules>;

/** Some of them: what is left out has no default here, since that would undo what was set before. */
export const SyncRulesPatch = z.strictObject(parts).partial();
