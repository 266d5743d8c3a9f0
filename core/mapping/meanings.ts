import type { closedFields } from "../../schemas/value-map.ts";

/** One word, or one behind another. */
type Words = Pick<RegExp, "test">;

/** Words that service desks use for our values; the first that a label contains decides, so narrow ones stand first. */
const meanings: Readonly<Record<keyof typeof closedFields, readonly (readonly [Words, string | number])[]>> = {
  status: [
    [/cancel|reject|withdrawn|duplicate/, "cancelled"],
    [/re-?open/, "inProgress"],
    [/resolved|solved|fixed|completed? pending|gelöst|erledigt/, "resolved"],
    [/closed|complete|done|finished|geschlossen|abgeschlossen/, "closed"],
    [/customer (note|repl)|user (repl|respon)|updated by (customer|user|client)|responded/, "inProgress"],
    [awaiting(/customer|client|user|caller|requester|kunde/), "pending"],
    [/warten auf kunde/, "pending"],
    [awaiting(/vendor|supplier|third|3rd|part|material|change|problem/), "held"],
    [/hold|paused|scheduled|deferred|parts/, "held"],
    [/^pending$|^waiting$|wartend/, "pending"],
    [/in progress|work in progress|working|active|started|on ?site|in arbeit|in bearbeitung/, "inProgress"],
    [/acknowledg|accepted|assigned|dispatched|triage|open(ed)?$|escalat|zugewiesen|angenommen/, "acknowledged"],
    [/^new|logged|received|unassigned|^neu/, "new"],
  ],
  priority: [
    [/\b(p|prio(rity)?|sev) ?1\b|^1\b|critical|emergency|kritisch/, 1],
    [/\b(p|prio(rity)?|sev) ?2\b|^2\b|high|urgent|hoch/, 2],
    [/\b(p|prio(rity)?|sev) ?3\b|^3\b|medium|moderate|normal|mittel/, 3],
    [/\b(p|prio(rity)?|sev) ?4\b|^4\b|low|minor|niedrig/, 4],
    [/\b(p|prio(rity)?|sev) ?5\b|^5\b|planning|none|trivial|planung/, 5],
  ],
  type: [
    [/change|änderung/, "change"],
    [/problem/, "problem"],
    [/request|service|question|anfrage/, "serviceRequest"],
    [/incident|alert|fault|störung|issue/, "incident"],
  ],
};

/** Looks for whom or what is awaited once only: behind the first word of waiting. */
function awaiting(whom: RegExp): Words {
  return {
    test(label) {
      const waits = /wait|pending|with/.exec(label);
      return waits !== null && whom.test(label.slice(waits.index + waits[0].length));
    },
  };
}

/** What a label most likely means; undefined = no word in it tells. */
export function meaningOf(field: keyof typeof closedFields, label: string): string | number | undefined {
  const words = label.toLowerCase().trim();
  return meanings[field].find(([pattern]) => pattern.test(words))?.[1];
}
