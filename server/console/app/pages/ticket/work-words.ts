import { oneOf } from "../../data/words.ts";
import { numberOf, readDetail, textOf } from "../../data/read-detail.ts";
import type { TimelineEntry } from "./ticket-queries.ts";
import { type Detail, join, type Said, type WordTools } from "./said.ts";

const operations = ["create", "write", "comment", "attachment", "acknowledge", "withdraw"] as const;
const outcomes = ["adopted", "found", "matched", "past", "quarantined", "refused", "tooLarge", "unread"] as const;
const readings = [
  "theirEditAccepted",
  "theirsWon",
  "oursWon",
  "putBack",
  "refused",
  "contested",
  "unmapped",
  "heldForPerson",
] as const;
const targets = ["response", "update", "resolution", "olaResponse", "olaResolution"] as const;
const pageStates = [
  "waiting",
  "sending",
  "sent",
  "arrived",
  "answered",
  "failed",
  "cancelled",
  "dropped",
  "unknown",
] as const;
const ends = ["taken", "ended", "promiseKept", "exhausted", "merged"] as const;

/** Sentences of what the hub itself does: it writes, reads, counts, and tells people. */
export function createWorkWords(tools: WordTools) {
  const { t } = tools;
  const targetOf = (detail: Detail) => {
    const target = oneOf(targets, detail["target"]);
    return target ? t(`ticket.clocks.targets.${target}`) : "";
  };
  return {
    write(detail: Detail, reason: string | null, isOff: boolean): Said {
      const name = textOf(detail["connection"]) ?? "";
      const given = textOf(detail["operation"]) ?? "";
      const operation = oneOf(operations, given) ?? "other";
      const outcome = oneOf(outcomes, detail["outcome"]);
      const text = t(`ticket.timeline.${isOff ? "writeNot" : "write"}.${operation}`, { name, operation: given });
      // Of what went well the number stands with its desk already.
      return {
        text,
        about: join(outcome && t(`ticket.timeline.outcome.${outcome}`), isOff && reason && tools.hub.fault(reason)),
      };
    },
    reading(detail: Detail): Said {
      const name = textOf(detail["connection"]) ?? "";
      const said = Object.entries(readDetail(detail["reasons"])).flatMap(([field, reason]) => {
        const known = oneOf(readings, reason);
        return known ? [t(`ticket.timeline.reasons.${known}`, { field: tools.field.name(field) })] : [];
      });
      return { text: t("ticket.timeline.read", { name }), about: said.join(", ") };
    },
    sla(detail: Detail): Said {
      const fired = textOf(detail["fired"]);
      return fired === undefined
        ? movedWords(tools, detail, targetOf(detail))
        : firedWords(tools, detail, fired, targetOf(detail));
    },
    escalation(detail: Detail, reason: string | null): Said {
      const policy = textOf(detail["policy"]) ?? "";
      const cause = readDetail(detail["cause"]);
      if (detail["cause"] !== undefined) {
        const share = numberOf(cause["share"]) ?? 0;
        const about =
          cause["kind"] === "opened"
            ? t("ticket.timeline.escalationOpened")
            : t("ticket.timeline.escalationShare", { target: targetOf(cause), share });
        return { text: t("ticket.timeline.escalationBegins", { policy }), about };
      }
      const by = textOf(detail["endedBy"]);
      const why = oneOf(ends, reason);
      const via = textOf(detail["endedVia"]);
      return {
        text: t("ticket.timeline.escalationEnds", { policy }),
        about: join(
          by
            ? t("ticket.timeline.escalationEndedBy", { name: by })
            : why && t(`ticket.timeline.escalationReasons.${why}`),
          via && t("ticket.timeline.via", { name: via }),
        ),
      };
    },
    page(detail: Detail, entry: TimelineEntry): Said {
      const state = oneOf(pageStates, detail["state"]);
      const answered = textOf(detail["answeredAt"]);
      const took = answered === undefined ? undefined : Date.parse(answered) - Date.parse(entry.at);
      return {
        text: t("ticket.timeline.page", {
          who: textOf(detail["told"]) ?? "",
          channel: tools.hub.channel(textOf(detail["channel"]) ?? ""),
        }),
        about: join(
          t("ticket.timeline.via", { name: textOf(detail["connection"]) ?? "" }),
          took !== undefined && took >= 0
            ? t("ticket.timeline.answeredAfter", { time: tools.formats.duration(took) })
            : state && t(`ticket.timeline.pageStates.${state}`),
          pageDetail(tools, state, entry.reason),
        ),
      };
    },
  };
}

/** What went wrong before it was sent is over; of a page that was answered it says by whom. */
function pageDetail({ hub }: WordTools, state: string | undefined, reason: string | null): string | null {
  if (reason === null || state === "answered") return reason;
  return state === "waiting" || state === "failed" ? hub.fault(reason) : null;
}

function firedWords({ t, formats }: WordTools, detail: Detail, fired: string, target: string): Said {
  const late = lateBy(detail);
  const share = Number(fired.replace("warning", ""));
  return {
    text: fired === "breach" ? t("ticket.timeline.breach", { target }) : t("ticket.timeline.warned", { target, share }),
    about: late === undefined ? "" : t("ticket.timeline.fireLate", { time: formats.duration(late) }),
  };
}

function movedWords({ t, formats }: WordTools, detail: Detail, target: string): Said {
  const [from, to] = [textOf(detail["from"]), textOf(detail["to"])];
  return {
    text: to
      ? t("ticket.timeline.dueMoved", { target, time: formats.when(to) })
      : t("ticket.timeline.duePaused", { target }),
    about: join(
      from && to && t("ticket.timeline.dueFrom", { time: formats.when(from) }),
      detail["because"] === "planChanged" && t("ticket.timeline.planChanged"),
    ),
  };
}

/** How much later something was noticed than it was due; undefined where nobody would mind. */
function lateBy(detail: Detail): number | undefined {
  const late = numberOf(detail["lateMs"]) ?? 0;
  return late > 5_000 ? late : undefined;
}
