/** Sentences that the connector itself writes into a ticket, and takes out again when it reads. */

/** What stands in the resolution notes when nobody has said anything: the instance refuses empty ones. */
export const noResolution = "Resolved in a connected service desk, without further notes.";

const contactNote = (email: string) => `[Interdesk] Reported by ${email}, who is not known as a user of this company.`;
const contactPattern =
  /(?:^|\n{1,2})\[Interdesk\] Reported by \S{1,320}, who is not known as a user of this company\.\s*$/;

/** Marks a text that was cut. */
export const cutMark = " …";

/** A text of at most so many UTF-16 units, the end replaced by a mark, so that nobody takes a part for the whole. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half of a pair at the cut would be no character.
  const part = text.slice(0, most - cutMark.length).replace(/[\uD800-\uDBFF]$/, "");
  return `${part.trimEnd()}${cutMark}`;
}

/** The description with the address of somebody whom the instance does not know; the address is never cut. */
export function addContact(description: string, email: string, most: number): string {
  const note = contactNote(email);
  return description === "" ? note : `${cutText(description, most - note.length - 2)}\n\n${note}`;
}

/** The description as it was before {@link addContact}. */
export function dropContact(description: string): string {
  return description.replace(contactPattern, "");
}

/** Text as both sides agree on it: LF, nothing at the end; empty is no value. */
export function plain(text: string | undefined): string | null {
  const clean = (text ?? "").replaceAll(/\r\n?/g, "\n").trimEnd();
  return clean === "" ? null : clean;
}
