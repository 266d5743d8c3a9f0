import { useTranslation } from "react-i18next";
import type { AlertRow } from "../../data/lists.ts";

/** What a word of the hub's own stands for; one that is not known yet stands as it is. */
function lookUp(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

/** Why an alert shares a ticket, why it waits, and what was decided about it, in words for people. */
export function useAlertWords() {
  const { t } = useTranslation();
  return {
    /** Why an alert has no ticket of its own; undefined = it has, or needs none. */
    waiting({ waiting }: Pick<AlertRow, "waiting">): string | undefined {
      if (!waiting) return undefined;
      const words = t("alertWords.waiting", { returnObjects: true, detail: waiting.detail });
      return lookUp(words, waiting.reason);
    },
    /** What the alerts of a group have in common; undefined = it is in none. */
    group({ group, resource }: Pick<AlertRow, "group" | "resource">): string | undefined {
      if (!group) return undefined;
      if (group.key.startsWith("storm:")) return t("alertWords.why.storm");
      if (group.key.startsWith("alert:")) return t("alertWords.why.similar", { name: group.title });
      const [kind, ...parts] = readKey(group.key);
      const name = parts.filter((part) => part !== "").join(", ");
      if (kind === "device") return t("alertWords.why.device", { name: isId(name) ? (resource ?? group.title) : name });
      return kind === "service" ? t("alertWords.why.service", { name }) : t("alertWords.why.key", { name: group.key });
    },
    decision: (code: string) => lookUp(t("alertWords.decisions", { returnObjects: true }), code),
    reason: (code: string) => lookUp(t("alertWords.reasons", { returnObjects: true }), code),
  };
}

/** A key that the hub has made of several texts; an admin's own is one text. */
function readKey(key: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(key);
    return Array.isArray(read) ? read.map(String) : [];
  } catch {
    return [];
  }
}

/** A device that is a configuration item is known by its id alone. */
const isId = (name: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name);
