import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { ThreadState } from "../../connectors/contract.ts";
import { createDial, createVendorHttp } from "../../connectors/http.ts";
import { createLocalSlots } from "../../connectors/http/local-slots.ts";
import { smtpEmail } from "../../connectors/smtp-email/index.ts";
import { buildPage } from "../contract/pager-world.ts";
import { createAuthority } from "./certificates.ts";

type Context = { after(run: () => Promise<void> | void): void };
export const password = "the-password-of-the-mailbox";
const to = "night@example.com";
export const mailPage = (change: Parameters<typeof buildPage>[0] = {}) =>
  buildPage({ channel: "email", address: to, ...change });

/** A real mail server, encrypted by an authority of our own, and a connection to it. */
export async function openMailWorld(
  context: Context,
  change: { server?: SMTPServerOptions; settings?: object; secrets?: Record<string, string>; allowed?: string[] } = {},
) {
  const authority = createAuthority("Test authority");
  const mails: { text: string; from: string; to: string[]; secure: boolean }[] = [];
  const server = new SMTPServer({
    ...authority.issue({ name: "127.0.0.1", ip: "127.0.0.1" }),
    onAuth: ({ username, password: given }, _session, callback) =>
      username === "hub" && given === password ? callback(null, { user: "hub" }) : callback(new Error("535 no")),
    onData(stream, { envelope, secure }, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        mails.push({
          text: Buffer.concat(parts).toString(),
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          secure,
        });
        callback();
      });
    },
    ...change.server,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  const secrets = change.secrets ?? { password };
  const clock = { now: () => new Date() };
  const http = createVendorHttp({
    account: "t:m",
    slots: createLocalSlots(),
    allowedPrivate: [],
    secrets: Object.values(secrets),
    clock,
  });
  context.after(async () => {
    await http.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const settings = {
    host: "127.0.0.1",
    port,
    certificate: authority.cert,
    user: "hub",
    from: "hub@msp.example",
    ...change.settings,
  };
  const dial = createDial(change.allowed ?? [`127.0.0.1:${port}`]);
  const world = { settings, secrets, secretVersions: [secrets], maps: {}, http, dial, clock };
  const { pager } = smtpEmail.open(world);
  return { pager: pager ?? assert.fail(), mails };
}
export const taken: ThreadState = {
  thread: "t",
  state: "acknowledged",
  by: "J. Doe",
  at: new Date(0),
  text: "Taken by J. Doe",
  language: "en",
};
