import type { LinkId } from "../../schemas/ids.ts";
import type { ConnectorError } from "../ports/connector-error.ts";
import type { Stores } from "../ports/stores.ts";
import type { PushTarget } from "./push-deps.ts";

/** A person sees what the desk does not take, and may let it try again; everything else of the ticket goes on. */
export async function holdWrite(
  stores: Pick<Stores, "deliveries">,
  { connectionId }: Pick<PushTarget, "connectionId">,
  linkId: LinkId,
  error: ConnectorError,
): Promise<void> {
  await stores.deliveries.quarantine([
    {
      connectionId,
      deliveryId: null,
      ordinal: null,
      linkId,
      reason: "writeRejected",
      path: pathOf(error),
      expected: null,
      detail: error.detail,
    },
  ]);
}

function pathOf(error: ConnectorError): string | null {
  if (error.kind === "rejected") return error.field ?? null;
  return error.kind === "unreadable" ? error.path : null;
}
