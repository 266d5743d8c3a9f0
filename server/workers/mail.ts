import { claimNotices, listTenantsToMail, noteMailed } from "../db/notices.ts";
import type { Hub } from "../hub.ts";
import type { Mailer } from "../mail/mailer.ts";
import { type Loop, startLoop } from "./loop.ts";

const most = 20;
const everyMs = 5_000;

/** Mails what people are told; a mail that was not taken is tried again, ever more seldom. */
export function startMailLoop({ db, world }: Pick<Hub, "db" | "world">, mailer: Mailer): Loop {
  const pass = async () => {
    for (const tenantId of await listTenantsToMail(db)) {
      for (const { id, title, body } of await claimNotices(db, tenantId, most)) {
        const error = await mailer.send({ title, body }).then(
          () => null,
          (cause: unknown) => (cause instanceof Error ? cause.message : "unknown error"),
        );
        if (error !== null) world.log.warn({ error }, "a mail was not taken and will be tried again");
        await noteMailed(db, tenantId, id, error);
      }
    }
    return { again: false };
  };
  return startLoop({ name: "mail", everyMs, log: world.log, pass });
}
