import type { ConnectionLease, Stores } from "../ports/stores.ts";
import type { PageAnswer } from "../ports/pager.ts";
import type { World } from "../ports/world.ts";
import { answerPage } from "./answer-pages.ts";

/** What people and platforms have said to pages of one connection. @returns whether any was */
export async function takeAnswers(
  deps: Pick<World, "ids" | "clock" | "metrics" | "log">,
  stores: Stores,
  { tenantId, connectionId }: Pick<ConnectionLease, "tenantId" | "connectionId">,
  answers: readonly PageAnswer[],
): Promise<boolean> {
  if (answers.length === 0) return false;
  const name = (await stores.directory.connection(connectionId))?.name ?? "";
  for (const answer of answers) {
    const answered = await answerPage(deps, stores, tenantId, { connectionId, name }, answer);
    if (answered.kind === "unknown")
      deps.log.info(
        { tenant: tenantId, connection: connectionId, action: answer.action },
        "an answer fits no page of ours",
      );
  }
  return true;
}
