import { ExternalId } from "../../schemas/ids.ts";
import { type ConnectorError, fail, type Result, succeed } from "../contract.ts";
import { parseWith } from "../http.ts";
import { Created } from "./api-types.ts";
import type { AutotaskClient } from "./client.ts";

/** The number of what was made. An answer that cannot be read says nothing of whether it was made. */
export async function toCreated(
  answer: Awaited<ReturnType<AutotaskClient["call"]>>,
): Promise<Result<{ externalId: ExternalId }, ConnectorError>> {
  if (!answer.ok) return answer;
  const created = parseWith(Created, answer.value);
  if (!created.ok) return fail({ kind: "unknownOutcome", detail: created.error.detail });
  return succeed({ externalId: ExternalId.parse(String(created.value.itemId)) });
}
