import type { ConnectorError, ConnectorWorld, Result, TestStep } from "../contract.ts";
import type { Secrets, Settings } from "./manifest.ts";
import { sendMessage } from "./send.ts";

/** A signed `ping`: it changes nothing, and shows that the address and the secret are right. */
export async function* testConnection(
  world: ConnectorWorld<Settings, Secrets>,
  sender: string,
  readBack?: () => Promise<Result<unknown, ConnectorError>>,
): AsyncGenerator<TestStep> {
  const sent = await sendMessage(world, sender, { type: "ping" });
  yield {
    step: "Send a signed ping",
    ok: sent.ok,
    detail: sent.ok ? "It was taken." : explain(sent.error),
  };
  if (!readBack) return;
  const read = await readBack();
  yield {
    step: "Ask the read address",
    ok: read.ok,
    detail: read.ok ? "It answers tickets." : explain(read.error),
  };
}

function explain(error: ConnectorError): string {
  if (error.kind === "gone") return `Nothing is there. Is the address complete? ${error.detail}`;
  return error.detail;
}
