import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readTenant } from "../../../data/tenant.ts";
import { CopyButton } from "../../../parts/copy-button.tsx";
import { Failure } from "../../../parts/failure.tsx";
import { Form } from "../../../parts/form.tsx";
import rows from "../../../parts/rows.module.css";
import settings from "../settings.module.css";
import type { Operation } from "./api-document.ts";
import css from "./api.module.css";

/** Sends one request as who has signed in, and shows what comes. */
export function TryOperation({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [body, setBody] = useState(operation.body ? "{\n}" : "");
  const parameters = operation.parameters.filter(({ in: place }) => place !== "header");
  const url = buildUrl(operation, values);
  const send = useMutation({ mutationFn: () => sendRequest(operation.method, url, operation.body ? body : undefined) });
  return (
    <Form className={css.open} onSubmit={() => send.mutate()}>
      {parameters.length > 0 && (
        <div className={css.fields}>
          {parameters.map(({ name, required, description }) => (
            <TextInput
              key={name}
              label={required ? `${name} (${t("settings.api.required")})` : name}
              description={description}
              required={required}
              withAsterisk={false}
              value={values[name] ?? ""}
              onChange={({ currentTarget }) => setValues({ ...values, [name]: currentTarget.value })}
            />
          ))}
        </div>
      )}
      {operation.body && (
        <Textarea
          label={t("settings.api.body")}
          className={css.mono}
          autosize
          minRows={3}
          maxRows={16}
          spellCheck={false}
          value={body}
          onChange={({ currentTarget }) => setBody(currentTarget.value)}
        />
      )}
      {operation.method !== "GET" && <p className={settings.warn}>{t("settings.api.sends")}</p>}
      <div className={rows.buttons}>
        <Button type="submit" size="xs" loading={send.isPending}>
          {t("settings.api.send")}
        </Button>
        <CopyButton text={writeCommand(operation, url, body)} label={t("settings.api.asCurl")} />
      </div>
      {send.error && <Failure error={send.error} />}
      {send.data && (
        <div role="status">
          <p>{t("settings.api.took", { status: send.data.status, ms: send.data.tookMs })}</p>
          <pre className={rows.pre}>{send.data.text}</pre>
        </div>
      )}
    </Form>
  );
}

function buildUrl({ path, parameters }: Operation, values: Readonly<Record<string, string>>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const query = new URLSearchParams();
  for (const { name, in: place } of parameters) if (place === "query" && values[name]) query.append(name, values[name]);
  return query.size === 0 ? filled : `${filled}?${query}`;
}

/** As much of an answer as a page can hold. */
const mostShown = 200_000;

async function sendRequest(method: string, url: string, body: string | undefined) {
  const start = performance.now();
  const tenant = readTenant();
  const answer = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      ...(tenant ? { "interdesk-tenant": encodeURIComponent(tenant) } : {}),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = (await answer.text()).slice(0, mostShown);
  return { status: answer.status, tookMs: Math.round(performance.now() - start), text: prettify(text) };
}

function prettify(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function writeCommand({ method, body: hasBody }: Operation, url: string, body: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return [
    "curl",
    method === "GET" ? "" : `-X ${method}`,
    quote(`${location.origin}${url}`),
    '-H "authorization: Bearer $INTERDESK_KEY"',
    hasBody ? `-H 'content-type: application/json' -d ${quote(body)}` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
