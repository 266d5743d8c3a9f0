import type { Log } from "../../core/ports/world.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { PeopleServiceDeps } from "./people-service.ts";

const words = {
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

/** A link to whom it is for, at once; whoever made it has it as well, so that a mail that is not taken stops nobody. */
export function createLinkMail(mailer: Mailer | undefined, log: Log): PeopleServiceDeps["mail"] {
  return async (to, kind, url) => {
    if (!mailer) return false;
    const { title, body } = words[kind];
    try {
      await mailer.send({ title, body: body(url), to });
      return true;
    } catch (cause) {
      log.warn({ err: cause }, "a link could not be mailed");
      return false;
    }
  };
}
