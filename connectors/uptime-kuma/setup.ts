import type { z } from "zod";
import type { SetupText } from "../contract.ts";
import type { Secrets } from "./manifest.ts";

export function buildSetup({ secrets: { token } }: { secrets: z.infer<typeof Secrets> }): readonly SetupText[] {
  if (token === undefined) return [];
  const text = JSON.stringify({ Authorization: `Bearer ${token}` }, null, 2);
  return [
    {
      title: { en: "Additional headers", de: "Zusätzliche Header" },
      place: {
        en: "Additional Headers of the webhook notification",
        de: "Additional Headers der Webhook-Benachrichtigung",
      },
      text,
    },
  ];
}
