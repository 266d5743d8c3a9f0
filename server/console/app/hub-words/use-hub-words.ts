import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { oneOf } from "../data/words.ts";
import { sayHubWords } from "./say.ts";

const faults = [
  "rateLimited",
  "unavailable",
  "unknownOutcome",
  "conflict",
  "gone",
  "rejected",
  "unauthorized",
  "forbidden",
  "unreadable",
  "blocked",
] as const;
const channels = ["alert", "chat", "email", "push", "sms", "voice"] as const;

/** Codes of the hub that several pages show, in the chosen language; what a vendor said stays as it is. */
export function useHubWords() {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      /** @param error a code, a colon, and the vendor's words */
      fault(error: string): string {
        const [code = ""] = error.split(":", 1);
        const kind = oneOf(faults, code);
        if (!kind) return sayHubWords(error);
        return [t(`common.faults.${kind}`), sayHubWords(error.slice(code.length + 1).trim())].join(": ");
      },
      channel(name: string): string {
        const known = oneOf(channels, name);
        return known ? t(`common.channels.${known}`) : name;
      },
    }),
    [t],
  );
}
