import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it is given, and refuses the first mails for now. */
export async function startMailServer(context: { after(run: () => Promise<void>): void }, refuse = 0) {
  const mails: string[] = [];
  let left = refuse;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, callback) {
      let text = "";
      stream.on("data", (part: Buffer) => (text += part.toString()));
      stream.on("end", () => {
        left -= 1;
        if (left >= 0) return callback(Object.assign(new Error("later"), { responseCode: 451 }));
        mails.push(text);
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  context.after(close);
  return { mails, port: (server.server.address() as AddressInfo).port, close };
}
