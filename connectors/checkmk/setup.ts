import type { SetupText } from "../contract.ts";
import { buildCurlScript, curlRetries } from "../monitor-kit.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { variables } from "./parse.ts";

interface SetupInput {
  settings: Settings;
  secrets: Secrets;
  hookUrl: string;
}

/** Checkmk shows the second line as the name of the method. The exit code says whether it should try again. */
export function buildSetup({ settings, secrets, hookUrl }: SetupInput): readonly SetupText[] {
  const fields = Object.entries(variables).map(([field, variable]) => [field, `NOTIFY_${variable}`] as const);
  const text = buildCurlScript({
    about: [
      "Interdesk",
      "Sends one notification of Checkmk to Interdesk. It holds a secret: mode 700, owned by the site user.",
    ],
    hookUrl,
    bearerToken: secrets.bearerToken,
    fields: [...fields, ["client", `NOTIFY_HOSTLABEL_${settings.clientLabel}`]],
    options: curlRetries,
    // 0: done, 1: Checkmk tries again where it spools, 2: for good.
    after: [
      'case "$status" in',
      "  2??) exit 0 ;;",
      '  000 | 408 | 429 | 5??) echo "Interdesk could not take it now: $status"; exit 1 ;;',
      '  *) echo "Interdesk refused it: $status"; exit 2 ;;',
      "esac",
    ],
  });
  const path = "~/local/share/check_mk/notifications/interdesk";
  const place = { en: `${path} of the site user, mode 700`, de: `${path} des Site-Benutzers, Modus 700` };
  return [{ title: { en: "Notification plug-in", de: "Benachrichtigungs-Plugin" }, place, text }];
}
