/** One entry of a calendar that others subscribe to. */
export interface CalendarEvent {
  /** The same in each edition of the feed. @see https://www.rfc-editor.org/rfc/rfc5545#section-3.8.4.7 */
  uid: string;
  /** Epoch ms; whole seconds count. */
  start: number;
  end: number;
  summary: string;
  /** Null = none. */
  description: string | null;
}

export interface CalendarHeader {
  /** What people see as the calendar's name. */
  name: string;
  /** Epoch ms: when this edition was made. @see https://www.rfc-editor.org/rfc/rfc5545#section-3.8.7.2 */
  stampedAt: number;
  /** After how many minutes a subscriber is asked to look again. @see https://www.rfc-editor.org/rfc/rfc7986#section-5.7 */
  refreshMinutes: number;
}

/**
 * Octets of a line, its break left out. @see https://www.rfc-editor.org/rfc/rfc5545#section-3.1
 */
const mostOctets = 75;

/** A calendar must have a part; one without entries has UTC. @see https://www.rfc-editor.org/rfc/rfc5545#section-3.6.5 */
const utcZone = [
  "BEGIN:VTIMEZONE",
  "TZID:Etc/UTC",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0000",
  "END:STANDARD",
  "END:VTIMEZONE",
];

/**
 * Writes iCalendar: times in UTC, lines folded, texts escaped; entries leave a person's time free, since who is on call may
 * still have appointments.
 *
 * @returns the text with CRLF, to be sent as `text/calendar; charset=utf-8`
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.4
 */
export function writeCalendar(header: CalendarHeader, events: readonly CalendarEvent[]): string {
  const { name, stampedAt, refreshMinutes } = header;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Interdesk//On call//EN",
    "CALSCALE:GREGORIAN",
    // RFC 7986, section 5.1; older subscribers read the second one.
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`,
    ...(events.length === 0 ? utcZone : events.flatMap((event) => writeEvent(event, stampedAt))),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join("");
}

/** @see https://www.rfc-editor.org/rfc/rfc5545#section-3.6.1 */
function writeEvent({ uid, start, end, summary, description }: CalendarEvent, stampedAt: number): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${writeInstant(stampedAt)}`,
    `DTSTART:${writeInstant(start)}`,
    `DTEND:${writeInstant(end)}`,
    `SUMMARY:${escapeText(summary)}`,
    ...(description === null ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/**
 * An instant as `20260329T010000Z`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.5
 */
export function writeInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** Line breaks become `\n`; other control characters, which no text may hold, a space. @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11 */
function escapeText(text: string): string {
  const escaped = text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
  return Array.from(escaped.toWellFormed(), (letter) => (isControl(letter) ? " " : letter)).join("");
}

const isControl = (letter: string) => (letter < " " && letter !== "\t") || letter === "\u007F";

/** Breaks a line between letters, so that none is cut in its UTF-8; a line that goes on begins with a space, which counts. */
function foldLine(line: string): string {
  const lines: string[] = [];
  let [text, octets] = ["", 0];
  for (const letter of line) {
    const more = octetsOf(letter);
    if (octets + more > mostOctets) {
      lines.push(text);
      [text, octets] = [" ", 1];
    }
    text += letter;
    octets += more;
  }
  return [...lines, text].join("\r\n");
}

/** Length of a letter in UTF-8. @see https://www.rfc-editor.org/rfc/rfc3629#section-3 */
function octetsOf(letter: string): number {
  const point = letter.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x8_00) return 2;
  return point < 0x1_00_00 ? 3 : 4;
}
