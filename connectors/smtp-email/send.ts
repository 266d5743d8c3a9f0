import { isIP } from "node:net";
import { createTransport, type Transporter } from "nodemailer";
import {
  type ConnectorError,
  type ConnectorWorld,
  fail,
  type KnownPage,
  type Page,
  type Result,
  type SentPage,
  succeed,
  type TestStep,
  type ThreadState,
} from "../contract.ts";
import { buildMail } from "./build-mail.ts";
import { explainFailure } from "./explain-failure.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type SmtpWorld = ConnectorWorld<Settings, Secrets>;

/** Between two answers of the server; ms. */
const timeoutMs = 20_000;

/** Whether the server has let the text begin: what breaks off after that may have arrived. */
interface Progress {
  textSent: boolean;
}

/** The library's errors do not tell how far the dialogue was; what it would log does. @see RFC 5321 §4.2.3: 354 */
function watchDialogue(progress: Progress) {
  const ignore = () => {};
  const debug = (entry: { tnx?: string }, ...words: unknown[]) => {
    if (entry.tnx === "server" && words.some((one) => String(one).startsWith("354"))) progress.textSent = true;
  };
  return { level: ignore, trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore };
}

/** A connection of its own for each mail: pages are few, and an idle one may be dead when it counts. */
async function openTransport(
  { settings, secrets, dial }: SmtpWorld,
  progress: Progress,
): Promise<Result<Transporter, ConnectorError>> {
  const { host, port, security, user, certificate } = settings;
  const opened = await dial?.(host, port);
  if (!opened?.ok) return opened ?? fail({ kind: "blocked", detail: "This connector was given no way to connect." });
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "startTls",
    ignoreTLS: security === "none",
    tls: {
      minVersion: "TLSv1.2",
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(certificate === undefined ? {} : { ca: certificate }),
    },
    ...(user === undefined ? {} : { auth: { user, pass: secrets.password ?? "" } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    debug: true,
    logger: watchDialogue(progress),
    getSocket: (_options, callback) => callback(null, { connection: opened.value }),
  });
  return succeed(transport);
}

export async function sendPage(world: SmtpWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const sent = await sendMail(world, page);
  // The server has it; whether and when it is delivered, nobody tells.
  return sent.ok ? succeed({ handle: {}, state: "accepted" }) : sent;
}

/** A mail cannot be changed: another one in its thread says who took it, or that it is over. */
export async function sendFollowUp(
  world: SmtpWorld,
  { page }: KnownPage,
  state: ThreadState,
): Promise<Result<void, ConnectorError>> {
  return state.state === "open" ? succeed(undefined) : sendMail(world, page, state);
}

async function sendMail(world: SmtpWorld, page: Page, state?: ThreadState): Promise<Result<void, ConnectorError>> {
  const exposed = checkExposure(world);
  if (exposed) return fail(exposed);
  const mail = buildMail(page, world.settings, state);
  if (!mail.ok) return mail;
  const progress = { textSent: false };
  const transport = await openTransport(world, progress);
  if (!transport.ok) return transport;
  try {
    await transport.value.sendMail(mail.value);
    return succeed(undefined);
  } catch (cause) {
    return fail(explainFailure(cause, { redact: world.http.redact, ...progress }));
  } finally {
    transport.value.close();
  }
}

function checkExposure({ settings, secrets }: SmtpWorld): ConnectorError | undefined {
  if (settings.security !== "none" || settings.user === undefined || secrets.password === undefined) return undefined;
  const detail = "Without encryption no password is sent: choose startTls or tls, or leave the user empty.";
  return { kind: "rejected", field: "security", detail };
}

/** Connects, encrypts and signs in, and says goodbye. */
export async function* testConnection(world: SmtpWorld): AsyncGenerator<TestStep> {
  const { host, port, security, user } = world.settings;
  const step = `Sign in at ${host}:${port}`;
  const exposed = checkExposure(world);
  if (exposed) return yield { step, ok: false, detail: exposed.detail };
  const transport = await openTransport(world, { textSent: false });
  if (!transport.ok) return yield { step, ok: false, detail: transport.error.detail };
  try {
    await transport.value.verify();
    const how = security === "none" ? "without encryption" : "over an encrypted connection";
    const accepts = user === undefined ? "It asks for no sign-in." : "It accepts the user.";
    const detail = `The server is reached ${how}. ${accepts}`;
    yield {
      step,
      ok: true,
      detail: `${detail} Whether it may send as ${world.settings.from}, only a test page shows.`,
    };
  } catch (cause) {
    yield { step, ok: false, detail: explainFailure(cause, { redact: world.http.redact, textSent: false }).detail };
  } finally {
    transport.value.close();
  }
}
