import type { SetupText } from "../contract.ts";

/** Where the tool sends to; and for a mail server that cannot pass mail on to this hub, a line for its aliases. */
export function buildSetup({
  hookUrl,
  mailAddress,
}: {
  hookUrl: string;
  mailAddress?: string | undefined;
}): SetupText[] {
  const pipe = `interdesk: "|/usr/bin/curl -fsS -H 'Content-Type: message/rfc822' --data-binary @- '${hookUrl}'"`;
  const texts = [
    {
      title: { en: "Line for a mail server's aliases", de: "Zeile für die Aliase eines Mailservers" },
      place: { en: "/etc/aliases of Postfix, then newaliases", de: "/etc/aliases von Postfix, danach newaliases" },
      text: pipe,
    },
  ];
  if (mailAddress === undefined) return texts;
  return [
    {
      title: { en: "Mail address", de: "Mailadresse" },
      place: { en: "the tool's notifications", de: "die Benachrichtigungen des Werkzeugs" },
      text: mailAddress,
    },
    ...texts,
  ];
}
