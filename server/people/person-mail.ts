import type { Log } from "../../core/ports/world.ts";
import type { Mailer } from "../mail/mailer.ts";

/** What is mailed to people themselves; nothing where no mail is set. */
export interface PersonMail {
  /** A link, at once. @returns false where it was not taken: whoever made it has it as well */
  sendLink(to: string, kind: "invite" | "reset", url: string): Promise<boolean>;
  /** That the way in which somebody signs in has changed; the answer does not wait for it. @see OWASP ASVS 5.0, 6.3.7 */
  tellChange(to: string, action: string, address: string): void;
}

const links = {
  invite: {
    title: "You are invited",
    body: (url: string) =>
      `You are invited to Interdesk. Open this link to set your password; it works once, for seven days:\n\n${url}\n\nIf you did not expect it, do nothing.`,
  },
  reset: {
    title: "Set a new password",
    body: (url: string) =>
      `Somebody who looks after Interdesk made this link for you to set a new password. It works once, for two hours, and ends all your sessions:\n\n${url}\n\nIf you did not ask for it, tell them.`,
  },
};

/** By what the audit calls it. */
const changes: Readonly<Record<string, string>> = {
  "person.password": "Your password was changed",
  "person.secondFactorOn": "Your second factor was switched on",
  "person.secondFactorOff": "Your second factor was switched off",
  "person.backupCodes": "You have new backup codes",
  "person.passkeyAdd": "A passkey was added",
  "person.passkeyRemove": "A passkey was removed",
  "person.providerAdd": "Another way to sign in was added",
  "person.providerRemove": "A way to sign in was removed",
};

export function createPersonMail(mailer: Mailer | undefined, log: Log): PersonMail {
  return {
    async sendLink(to, kind, url) {
      if (!mailer) return false;
      const { title, body } = links[kind];
      try {
        await mailer.send({ title, body: body(url), to });
        return true;
      } catch (cause) {
        log.warn({ err: cause }, "a link could not be mailed");
        return false;
      }
    },
    tellChange(to, action, address) {
      const title = changes[action];
      if (!mailer || title === undefined) return;
      const body = `${title}, from the address ${address}.\n\nIf that was not you, tell whoever looks after Interdesk at once: they end all your sessions and make you a link for a new password.`;
      mailer.send({ title, body, to }).catch((cause: unknown) => log.warn({ err: cause }, "a mail was not taken"));
    },
  };
}
