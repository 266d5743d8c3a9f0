import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { oneOf, severities } from "../../data/words.ts";
import { useFormats } from "../../text/formats.ts";
import { shorten, useFieldWords } from "./field-words.ts";
import { textOf } from "../../data/read-detail.ts";
import { useHubWords } from "../../hub-words/use-hub-words.ts";
import { type Detail, join, nameActor, nameOf, reasons, type Said, type WordTools } from "./said.ts";
import { createWorkWords } from "./work-words.ts";

const longest = 120;

function changeWords({ t, field: words }: WordTools, detail: Detail, reason: string | null): Said {
  const field = textOf(detail["field"]) ?? "";
  const { from, to } = detail;
  const known = oneOf(reasons, reason);
  const about = join(nameActor(t, detail["by"], detail["via"]), known && t(`ticket.timeline.because.${known}`));
  if (field === "client") return { text: t("ticket.timeline.clientChange"), about };
  if (field === "comment") return { text: t("ticket.timeline.commentEdited"), about };
  if (field === "ticket") return { text: t("ticket.timeline.merged"), about };
  const name = words.name(field);
  const [before, after] = [words.value(field, from), words.value(field, to)];
  if (JSON.stringify(from) === JSON.stringify(to))
    return { text: t("ticket.timeline.keptHere", { field: name, value: shorten(after, longest) }), about };
  if (before.length + after.length > longest) return { text: t("ticket.timeline.changeLong", { field: name }), about };
  return { text: t("ticket.timeline.change", { field: name, from: before, to: after }), about };
}

/** What a conflict is about, beyond two values that met. */
const conflictReasons = [
  "coveredByOurWrite",
  "perhapsCovered",
  "putBack",
  "contested",
  "mergedAcrossClients",
  "survivorEnded",
  "clientIsDecidedElsewhere",
  "autoReplyLoop",
  "stillPublicThere",
  "notDeletedThere",
  "notShownAnyMore",
  "copyDeletedThere",
] as const;

/** The sentences of a ticket's story. The hub gives what happened and its values; the words are made here. */
export function useLineWords() {
  const { t } = useTranslation();
  const field = useFieldWords();
  const formats = useFormats();
  const hub = useHubWords();
  return useMemo(() => {
    const tools: WordTools = { t, field, formats, hub };
    return {
      ...createWorkWords(tools),
      change: (detail: Detail, reason: string | null) => changeWords(tools, detail, reason),
      comment(detail: Detail, isPublic: boolean): Said {
        const author = nameOf(detail["author"]) ?? t("ticket.timeline.someone");
        const via = textOf(detail["via"]);
        return {
          text: author,
          about: join(
            via && t("ticket.timeline.via", { name: via }),
            isPublic ? t("ticket.timeline.public") : t("ticket.timeline.internal"),
          ),
        };
      },
      conflict(detail: Detail, reason: string | null): Said {
        const why = oneOf(conflictReasons, reason);
        const name = textOf(detail["field"]) ?? "";
        const winner = oneOf(["ours", "theirs", "open"] as const, detail["winner"]);
        return {
          text: t("ticket.timeline.conflict", {
            field: field.name(name),
            name: textOf(detail["connection"]) ?? "",
            theirs: shorten(field.value(name, detail["theirs"]), 60),
            ours: shorten(field.value(name, detail["ours"]), 60),
          }),
          about: join(
            why && t(`ticket.timeline.conflictWhy.${why}`),
            winner && t(`ticket.timeline.conflictWinner.${winner}`),
          ),
        };
      },
      event(detail: Detail, reason: string | null): Said {
        const special = oneOf(["notListedAnyMore", "stillFires", "notHeardOf"] as const, reason);
        const kind = special ?? (detail["condition"] === "clear" ? "clear" : "firing");
        const severity = oneOf(severities, detail["severity"]);
        const title = textOf(detail["title"]) ?? "";
        return {
          text: t(`ticket.timeline.event.${kind}`, { title }),
          about: severity ? t(`common.severity.${severity}`) : "",
        };
      },
    };
  }, [t, field, formats, hub]);
}
export type LineWords = ReturnType<typeof useLineWords>;
