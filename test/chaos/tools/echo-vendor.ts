import type { IncomingMessage, ServerResponse } from "node:http";
import { startAutotaskSimulator } from "../../../connectors/autotask/simulator/index.ts";
import { startHaloSimulator } from "../../../connectors/halopsa/simulator/index.ts";
import { startServiceNowSimulator } from "../../../connectors/servicenow/simulator/index.ts";
import type { DeskSimulator } from "../../../connectors/simulator-kit/desk-simulator.ts";
import type { Json } from "../../../schemas/json.ts";
import { serveHttp } from "../../support/loopback.ts";
import type { ScenarioContext } from "../scenario.ts";

/** Ways in which a vendor's complaint repeats what it was sent. */
type Shape = (words: string) => { type: string; body: string };
const asText: Shape = (words) => ({ type: "text/plain", body: `You sent: ${words}` });
const shapes: readonly Shape[] = [
  asText,
  (words) => ({ type: "application/json", body: JSON.stringify({ error: words, message: words, errors: [words] }) }),
  (words) => ({ type: "application/json", body: JSON.stringify({ error: { message: "refused", detail: words } }) }),
  (words) => ({ type: "text/html", body: `<html><body><pre>${words.replaceAll("&", "&amp;")}</pre></body></html>` }),
  (words) => ({ type: "application/json", body: `{"message": "cut off in ${JSON.stringify(words).slice(1, -1)}` }),
];
const statuses = [400, 401, 403, 404, 409, 422, 500, 503, 200, 302] as const;

/** How many different complaints there are. */
export const echoes = shapes.length * statuses.length;

export interface DeskAccount {
  connector: string;
  settings: Readonly<Record<string, Json>>;
  secrets: Readonly<Record<string, string>>;
}

const starts = {
  autotask: startAutotaskSimulator,
  halopsa: startHaloSimulator,
  servicenow: startServiceNowSimulator,
} as const;

export interface EchoVendor {
  addresses: readonly string[];
  /** How each desk is connected. */
  accounts: readonly DeskAccount[];
  /** Which complaint it answers with from now on; below {@link echoes}. Every second time a sign-in is let through first. */
  complain(nth: number): void;
  /** Every credential that it has been sent so far: in headers and in forms. */
  heard(): readonly string[];
  complaints(): number;
}

/** Desks that refuse whoever says who they are, and repeat every header and the body of what they refuse. */
export async function startEchoVendor(context: ScenarioContext, make: (name: string) => string): Promise<EchoVendor> {
  let [nth, complaints] = [0, 0];
  const heard = new Set<string>();
  const accounts: DeskAccount[] = [];
  const addresses: string[] = [];
  for (const [connector, start] of Object.entries(starts)) {
    const desk = await start();
    context.after(() => desk.close());
    const secrets = Object.fromEntries(Object.keys(desk.secrets).map((name) => [name, make(`${connector} ${name}`)]));
    const known = new Map(Object.entries(desk.secrets).map(([name, real]) => [secrets[name] ?? "", String(real)]));
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const body = await readAll(request);
      const said = [...listCredentials(request), ...[...known.keys()].filter((secret) => body.includes(secret))];
      for (const credential of said) heard.add(credential);
      const isSignIn = request.headers["content-type"]?.includes("form") === true;
      if (said.length === 0 || (isSignIn && nth % 2 === 1)) return forward(desk, known, { request, body, response });
      complaints += 1;
      const words = [...request.rawHeaders, request.url ?? "", body].join(" ");
      const { type, body: complaint } = (shapes[nth % shapes.length] ?? asText)(words);
      response.writeHead(statuses[Math.floor(nth / shapes.length)] ?? 500, { "content-type": type }).end(complaint);
    };
    const server = await serveHttp((request, response) => void answer(request, response));
    context.after(async () => server.close());
    addresses.push(server.address);
    const settings = JSON.parse(
      JSON.stringify(desk.settings).replaceAll(desk.address, server.address),
    ) as DeskAccount["settings"];
    accounts.push({ connector, settings, secrets });
  }
  return {
    addresses,
    accounts,
    complain: (next) => void (nth = next),
    heard: () => [...heard],
    complaints: () => complaints,
  };
}

/** Names of users are none. */
function listCredentials({ headers }: IncomingMessage): readonly string[] {
  return ["authorization", "apiintegrationcode", "secret"]
    .map((name) => String(headers[name] ?? "").replace(/^\w+ /, ""))
    .filter((value) => value.length >= 8);
}

/** To the desk itself, with the secret that it knows. */
async function forward(
  desk: DeskSimulator,
  known: ReadonlyMap<string, string>,
  { request, body, response }: { request: IncomingMessage; body: string; response: ServerResponse },
): Promise<void> {
  let sent = body;
  for (const [ours, real] of known) sent = sent.replaceAll(ours, real);
  const type = request.headers["content-type"];
  const answer = await fetch(`${desk.url}${request.url ?? ""}`, {
    method: request.method ?? "GET",
    ...(type && { headers: { "content-type": type } }),
    ...(sent !== "" && { body: sent }),
  });
  const text = (await answer.text()).replaceAll(desk.address, String(request.headers.host));
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(text);
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
