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
    { title: "Line for a mail server's aliases", place: "/etc/aliases of Postfix, then newaliases", text: pipe },
  ];
  if (mailAddress === undefined) return texts;
  return [{ title: "Mail address", place: "the tool's notifications", text: mailAddress }, ...texts];
}
