/** What a shell script of ours sends, form-encoded by curl itself, so that no text can break it. */
export interface CurlScript {
  /** Comment lines under the first. */
  about: readonly string[];
  hookUrl: string;
  /** Token of `Authorization: Bearer`; absent = the address alone. */
  bearerToken: string | undefined;
  /** Field of the message, and the environment variable that holds it. */
  fields: readonly (readonly [field: string, variable: string])[];
  /** Options before the fields. */
  options: readonly string[];
  /** Lines after the call, which find the HTTP status in `$status`, 000 without an answer; absent = curl's own exit code. */
  after?: readonly string[];
}

/** No tries in less time than the tools let a command run; 60 s in Icinga 2, 30 s in Nagios by default. */
export const curlRetries = ["--max-time 5", "--retry 3", "--retry-connrefused", "--retry-max-time 20"] as const;

/**
 * A POSIX shell script that needs curl and nothing else. Address and token stand in a here-document, so that no list of
 * processes shows them.
 */
export function buildCurlScript({ about, hookUrl, bearerToken, fields, options, after }: CurlScript): string {
  const config = [`url = ${quote(hookUrl)}`];
  if (bearerToken !== undefined) config.push(`header = ${quote(`Authorization: Bearer ${bearerToken}`)}`);
  const call = [
    `${after ? "status=$(" : ""}curl --silent --show-error --output /dev/null --config -`,
    after ? "--write-out '%{http_code}'" : "--fail",
    ...options,
    ...fields.map(([field, variable]) => `--data-urlencode "${field}=\${${variable}:-}"`),
  ];
  return [
    "#!/bin/sh",
    ...about.map((line) => `# ${line}`),
    `${call.join(" \\\n  ")} <<'INTERDESK'`,
    ...config,
    "INTERDESK",
    ...(after ? [")", ...after] : []),
    "",
  ].join("\n");
}

/** @see https://curl.se/docs/manpage.html#-K */
function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
