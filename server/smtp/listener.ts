import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { World } from "../../core/ports/world.ts";
import type { Config } from "../config/config.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { type OpenHook, storeDelivery } from "../ingest/store-delivery.ts";
import { inSpan } from "../telemetry/traces.ts";
import { readWithin } from "./read-within.ts";

export interface MailDeps extends World {
  /** Undefined for whatever is no address of ours. Throws when it cannot be told now. */
  find: (address: string, peer: string) => Promise<OpenHook | undefined>;
  commit: GroupCommit;
  isFull: () => Promise<boolean>;
  /** For STARTTLS; absent = it is not offered. */
  certificate?: { cert: Buffer; key: Buffer } | undefined;
}

export interface MailListener {
  port: number;
  close(): Promise<void>;
}

/** Recipients of one mail; more than that is no alert. */
const mostRecipients = 20;
const idleMs = 60_000;
const closeMs = 5_000;

/** A refusal as SMTP tells it. @see RFC 5321 §4.2.3 for the codes */
class Refusal extends Error {
  readonly responseCode: 421 | 451 | 452 | 550 | 552;
  constructor(responseCode: Refusal["responseCode"], words: string) {
    super(words);
    this.responseCode = responseCode;
  }
}

const tryLater = "The mail could not be taken now. Please send it again later.";

/** Takes mail for connections, and for nobody else: `250` only after the commit, `451` where it should come again. */
export async function startMailListener(config: NonNullable<Config["smtp"]>, deps: MailDeps): Promise<MailListener> {
  const server = new SMTPServer({
    name: config.domain,
    // There is nobody to sign in: the address says who may deliver.
    disabledCommands: deps.certificate ? ["AUTH"] : ["AUTH", "STARTTLS"],
    ...deps.certificate,
    size: config.limitBytes,
    maxClients: config.maxConnections,
    maxRecipients: mostRecipients,
    disableReverseLookup: true,
    socketTimeout: idleMs,
    closeTimeout: closeMs,
    onRcptTo: ({ address }, { remoteAddress }, done) =>
      void answer(deps, checkRecipient(deps, address, remoteAddress), done),
    onData: (stream, session, done) => {
      const work = inSpan("mail.receive", {}, () => receive(config, deps, stream, session));
      void answer(deps, work, done);
    },
  });
  server.on("error", (cause) => deps.log.warn({ err: cause }, "a mail connection broke"));
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === "EADDRINUSE"
          ? new Error(
              `Port ${config.port} on ${config.host} is taken. Stop the other program, or set INTERDESK_SMTP_PORT.`,
            )
          : cause,
      ),
    );
    server.listen(config.port, config.host, resolve);
  });
  // A server that listens on a port has an address with one.
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

type Done = (error: Error | null, words?: string) => void;

/** Nothing that breaks here is the sender's fault, so it is asked to come again. */
async function answer(deps: MailDeps, work: Promise<string | undefined>, done: Done): Promise<void> {
  let words: string | undefined;
  try {
    words = await work;
  } catch (cause) {
    const refusal = cause instanceof Refusal ? cause : new Refusal(451, tryLater);
    if (refusal !== cause) deps.log.error({ err: cause }, "a mail could not be taken");
    deps.metrics.count("interdesk_deliveries", { connector: "mail", status: String(refusal.responseCode) });
    return done(refusal);
  }
  return words === undefined ? done(null) : done(null, words);
}

async function checkRecipient(deps: MailDeps, address: string, peer: string): Promise<undefined> {
  if (await deps.find(address, peer)) return undefined;
  throw new Refusal(550, "There is no such address here, and no mail is passed on.");
}

async function receive(
  config: NonNullable<Config["smtp"]>,
  deps: MailDeps,
  stream: SMTPServerDataStream,
  { envelope, remoteAddress }: SMTPServerSession,
): Promise<string> {
  const receivedAt = deps.clock.now();
  const body = await readWithin(stream, config.limitBytes);
  if (body === undefined) throw new Refusal(552, `The mail is larger than ${config.limitBytes} bytes.`);
  if (await deps.isFull())
    throw new Refusal(452, "There is too little disk space left here. Please send it again later.");
  const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
  const request = { method: "MAIL", headers: { "x-envelope-from": `<${from}>` }, query: {}, body, receivedAt };
  const found = await Promise.all(envelope.rcptTo.map(({ address }) => deps.find(address, remoteAddress)));
  const targets = new Map(found.flatMap((one) => (one ? [[one.hook.connectionId, one] as const] : [])));
  if (targets.size === 0) throw new Refusal(550, "There is no such address here any more.");
  for (const { inbound } of targets.values())
    if (!inbound.verify(request).accepted) throw new Refusal(550, "The mail could not be verified.");
  // If one of several fails, all are sent again: the mail's id tells that it has been here.
  const stored = [...targets.values()].map(async (target) => {
    const deliveryId = await storeDelivery(deps.commit, target, request, "message/rfc822");
    deps.metrics.count("interdesk_deliveries", { connector: target.hook.connector, status: "250" });
    return deliveryId;
  });
  return `Taken as ${(await Promise.all(stored)).join(", ")}`;
}
