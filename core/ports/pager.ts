import type { PageId } from "../../schemas/ids.ts";
import type { Priority } from "../../schemas/ticket.ts";
import type { ConnectorError } from "./connector-error.ts";
import type { Result } from "./result.ts";
import type { TestStep } from "./desk.ts";
import type { Language } from "../../schemas/language.ts";

/** What is said to somebody once, in their language. */
export interface Page {
  /** The same in each attempt: who can recognise a repetition does. */
  id: PageId;
  /** Names the escalation: its pages are one thread, one alert, one message at the provider; at most 100 characters. */
  thread: string;
  /** One of the manifest's channels. */
  channel: string;
  /** In the channel's own form; checked by the manifest when it was saved. */
  address: string;
  /** `notice`: nobody has to answer it. `test`: somebody tries whether it arrives. */
  kind: "page" | "notice" | "test";
  language: Language;
  /** IANA zone in which whoever reads it lives. */
  timeZone: string;
  priority: Priority;
  /** One line, without line breaks; what is wrong, and at which client. */
  title: string;
  /** Plain text, LF; why this person, and what is known. */
  body: string;
  /** Facts to be set out, such as client, device and due time; labels are in the language of the page. */
  facts: readonly { label: string; value: string }[];
  /** The ticket in the console or in its desk; null = it has no address yet. */
  ticketUrl: string | null;
  /** A link by which it is acknowledged without a login: single use, and it ends; null = it cannot be answered so. */
  acknowledgeUrl: string | null;
  /** Eight characters that people can type into a reply, e.g. `K7M2-QX4D`. */
  code: string;
}

/** What came of sending. */
export interface SentPage {
  /** By what the provider names it, for `show` and for answers; stored with the page. */
  handle: Readonly<Record<string, string>>;
  /** `arrived`: the provider has delivered it. `accepted`: it will try, and tell by its webhook where it can. */
  state: "accepted" | "arrived";
}

/** How things stand with an escalation. */
export interface ThreadState {
  thread: string;
  state: "open" | "acknowledged" | "ended";
  /** Who took or ended it, by name; null = not known, or nobody. */
  by: string | null;
  /** The same in each repetition: what is told of it has one name. */
  at: Date;
  /** The same in words, one line, in `language`. */
  text: string;
  language: Language;
}

/** A page as it was sent. */
export interface KnownPage {
  page: Page;
  handle: SentPage["handle"];
  /** It was answered itself: a call in which somebody has taken it is not cut off. */
  answered?: boolean;
}

/** How people, and on-call platforms, are reached. All calls may be repeated: rather twice than never. */
export interface Pager {
  send(page: Page): Promise<Result<SentPage, ConnectorError>>;
  /**
   * Shows what became of the escalation where one of its pages stands: changes the message, ends the call that still rings,
   * acknowledges the platform's alert. Absent where nothing can be shown.
   */
  show?(known: KnownPage, state: ThreadState): Promise<Result<void, ConnectorError>>;
  /** Whether the account can be used, step by step, each told as soon as it is known; nobody is told anything. */
  test(): AsyncIterable<TestStep>;
}

/** What an answer is about, as exactly as the provider says. */
export type AnsweredPage =
  | { by: "page"; id: PageId }
  | { by: "thread"; thread: string }
  /** The code that somebody has typed. */
  | { by: "code"; code: string; address: string | null }
  /** The newest page to that address that is not answered yet. */
  | { by: "address"; channel: string; address: string };

export interface PageAnswer {
  about: AnsweredPage;
  /**
   * `acknowledge`: somebody takes it. `pass`: they cannot, the next step shall be taken at once. `reopen`: the platform says
   * that nobody works on it any more. `resolve`: it is over by the platform's word. `arrived` and `failed`: what became of the
   * message itself.
   */
  action: "acknowledge" | "pass" | "reopen" | "resolve" | "arrived" | "failed";
  /** Who did it, as the provider names people: an address, an account, a name; null = it does not say. */
  by: string | null;
  /** What they wrote, or why it failed; plain text. */
  note: string | null;
  /** By the provider's clock; null = it does not say. */
  at: Date | null;
}
