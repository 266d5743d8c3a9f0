import type { ProblemKind } from "./verify-chain.ts";

const evidence =
  "Keep a copy of the database as it is: it is evidence. Only somebody with a superuser's access to it, or to its files, can have done this.";
const compare =
  "Compare the rows around it with a backup, or with an export, from before; change every password that leads to the database.";
const restored =
  "If the database was restored from an older backup, what is missing was lost by that; if not, it was taken away.";

/** What is to be done, in words for an operator. */
export const remedies: Readonly<Record<ProblemKind, string>> = {
  changed: `${evidence} ${compare}`,
  sealChanged: `${evidence} ${compare}`,
  deleted: `${evidence} ${compare}`,
  swapped: `${evidence} ${compare}`,
  doubled: `${evidence} ${compare}`,
  placeMissing: `${evidence} ${compare}`,
  unsealed: `The row was written past the hub: do not trust what it says. ${evidence}`,
  vanished: `${evidence} ${compare}`,
  cut: `${restored} ${evidence} The copies of audit-anchors.jsonl that you keep elsewhere say what the end was.`,
  rewritten: `${restored} ${evidence} ${compare}`,
  forgedAnchor:
    "Compare the line with the copy of audit-anchors.jsonl that you keep elsewhere. The file may hold lines of a tenant whose key was lost; if not, somebody has edited it.",
};
