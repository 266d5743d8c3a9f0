import type { z } from "zod";
import type { FixedFields } from "../../schemas/ticket.ts";

/** What a new ticket says of itself where nobody has said otherwise. */
export const emptyFields: Omit<z.infer<typeof FixedFields>, "title"> = {
  description: null,
  status: "new",
  priority: 3,
  type: "incident",
  queue: null,
  category: null,
  assignee: null,
  contact: null,
  resolution: null,
};
