import type { TicketView } from "../db/timeline.ts";

/**
 * A ticket as its client may see it: without what is said among technicians, and without what was sent and read, which may hold it.
 */
export function trimForPortal(view: TicketView): TicketView {
  const internal = new Set(["write", "observation", "page", "escalation"]);
  return {
    ...view,
    comments: view.comments.filter(({ visibility }) => visibility === "public"),
    attachments: view.attachments.filter(({ visibility }) => visibility === "public"),
    timeline: view.timeline.filter(({ kind, text }) => {
      if (internal.has(kind)) return false;
      // Of an edit of a comment it is not told whose eyes the words were for.
      return kind === "comment" ? text.startsWith("public ") : !text.startsWith("comment: ");
    }),
  };
}
