import { knownOf, oneKnownOf, textOf, textsOf } from "../../data/address.ts";
import { priorities } from "../../data/words.ts";

/** What the list on Now is narrowed to; it stands in the address, so that a colleague sees the same. */
export interface NowSearch {
  text?: string | undefined;
  client?: string[] | undefined;
  desk?: string[] | undefined;
  priority?: (typeof priorities)[number][] | undefined;
  /** On a phone: the alerts in place of the tickets. */
  part?: "alerts" | undefined;
}

export function readNowSearch(search: Record<string, unknown>): NowSearch {
  return {
    text: textOf(search["text"]),
    client: textsOf(search["client"]),
    desk: textsOf(search["desk"]),
    priority: knownOf(search["priority"], priorities),
    part: oneKnownOf(search["part"], ["alerts"]),
  };
}
