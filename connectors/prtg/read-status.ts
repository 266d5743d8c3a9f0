import { type Settings, StatusMeaning } from "./manifest.ts";

const english: Readonly<Record<string, StatusMeaning>> = {
  up: "up",
  down: "down",
  warning: "warning",
  unusual: "unusual",
  paused: "paused",
  unknown: "unknown",
  collecting: "unknown",
  acknowledged: "acknowledged",
};

export interface Status {
  state: Exclude<StatusMeaning, "acknowledged">;
  acknowledged: boolean;
}

/**
 * `Down`, `Down (Acknowledged)`, `Down ESCALATION (…)`, `Down ended (now: Warning)`: what it is now, where the text says so,
 * else its first word.
 *
 * @returns the word that no table knows, as text
 */
export function readStatus(text: string, settings: Settings): Status | string {
  const words = new Map<string, StatusMeaning>(Object.entries(english));
  for (const [word, meaning] of Object.entries(settings.statusWords)) words.set(word.toLowerCase(), meaning);
  const [, inside = ""] = /\(([^()]*)\)[^()]*$/.exec(text) ?? [];
  const [before = "", now] = inside.split(":", 2);
  const isNow = now !== undefined && before.trim().toLowerCase() === settings.nowWord.toLowerCase();
  const said = (isNow ? now : text).trim();
  const [first = ""] = said.split(/[\s(]/, 1);
  // Some languages need two words for one state.
  const meaning = words.get(said.toLowerCase()) ?? words.get(first.toLowerCase());
  if (meaning === undefined || meaning === "acknowledged") return first;
  return { state: meaning, acknowledged: words.get(inside.trim().toLowerCase()) === "acknowledged" };
}
