import type { SetupText } from "../contract.ts";
import { fieldNames } from "./parse.ts";

/** Names of placeholders are taken as long as they can be, so each ends at an ampersand. */
export function buildSetup(): readonly SetupText[] {
  const pairs = fieldNames.filter((name) => name !== "trigger").map((name) => `${name}=%${name}`);
  return [
    {
      title: { en: "Payload", de: "Payload" },
      place: {
        en: "Execute HTTP Action › Payload, in one line. Of a trigger on a value, speed or volume replace state by another word.",
        de: "Execute HTTP Action › Payload, in einer Zeile. Bei einem Trigger auf Wert, Geschwindigkeit oder Volumen ersetzen Sie state durch ein anderes Wort.",
      },
      text: ["trigger=state", ...pairs].join("&"),
    },
  ];
}
