import { z } from "zod";
import { PageId } from "./ids.ts";
import { Priority } from "./ticket.ts";
import { Language } from "./language.ts";

/** Names an escalation: its pages belong together. */
const thread = z.string().min(1).max(100);
const instant = z.iso.datetime({ offset: true });
/** As the admin entered it; it means something to the receiver only. */
const address = z.string().min(1).max(200);

/** What somebody is to be told. */
export const PagingPage = z.object({
  /** The same in each attempt. */
  id: PageId,
  thread,
  address,
  /** `notice`: nobody has to answer it. `test`: somebody tries whether it arrives. */
  kind: z.enum(["page", "notice", "test"]),
  language: Language,
  /** 1 is the highest. */
  priority: Priority,
  /** One line. */
  title: z.string(),
  /** Plain text, LF. */
  body: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  ticketUrl: z.string().nullable(),
  /** A page on which a person acknowledges without a login. */
  acknowledgeUrl: z.string().nullable(),
  /** What people can type into a reply. */
  code: z.string(),
});

/** What the hub posts to a paging webhook. More types may follow: answer those that you do not know by 204. */
export const PagingMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("page"), timestamp: instant, page: PagingPage }),
  /** How things stand with an escalation that was paged before. */
  z.object({
    type: z.literal("state"),
    timestamp: instant,
    page: z.object({ id: PageId, thread, address }),
    state: z.enum(["open", "acknowledged", "ended"]),
    /** Who took or ended it. */
    by: z.string().nullable(),
    at: instant,
    /** The same in words, one line. */
    text: z.string(),
  }),
  /** Somebody tries the connection: tell nobody. */
  z.object({ type: z.literal("ping"), timestamp: instant }),
]);
export type PagingMessage = z.infer<typeof PagingMessage>;

/** What may be answered, as JSON, to a page; any other 2xx will do as well. */
export const PagingTaken = z.object({
  /** `arrived`: the person has it. Else it is taken to be on its way. */
  state: z.enum(["accepted", "arrived"]).optional(),
});

/** What is posted back to the hub, signed. */
export const PagingAnswer = z.object({
  type: z.literal("answer"),
  /** One of these: the page, its escalation, the code that somebody typed, or the newest page to an address. */
  about: z.union([
    z.strictObject({ page: PageId }),
    z.strictObject({ thread }),
    z.strictObject({ code: z.string().min(1).max(20), address: address.optional() }),
    z.strictObject({ address }),
  ]),
  /**
   * `acknowledge`: somebody takes it. `pass`: they cannot, the next step shall be taken at once. `reopen`: nobody works on it any
   * more. `resolve`: it is over. `arrived`, `failed`: what became of the message itself.
   */
  action: z.enum(["acknowledge", "pass", "reopen", "resolve", "arrived", "failed"]),
  /** Who did it. */
  by: z.string().max(200).nullish(),
  note: z.string().max(5_000).nullish(),
  at: instant.nullish(),
});
export type PagingAnswer = z.infer<typeof PagingAnswer>;
