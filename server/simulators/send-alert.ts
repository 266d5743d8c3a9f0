import { AppError } from "../api/problem.ts";
import { knownClient, unknownHint } from "./connect-simulated.ts";
import type { Simulated } from "./running.ts";
import type { SimulatorServiceDeps } from "./simulator-service.ts";
import { buildTestAlert } from "./test-alert.ts";

export interface SentAlert {
  title: string;
  /** What the tool calls the client. */
  client: string;
  deliveryId: string | null;
}

const sentBy = new WeakMap<Simulated, number>();

/** Delivers an alert to the connection's hook, over HTTP and signed, as the tool itself does. */
export async function sendAlert(
  { clock, secretsOf }: Pick<SimulatorServiceDeps, "clock" | "secretsOf">,
  simulated: Simulated,
  client: "known" | "unknown",
): Promise<SentAlert> {
  const { vendor, hookUrl, connectionId } = simulated;
  if (vendor.kind !== "monitor" || hookUrl === undefined || connectionId === undefined)
    throw new AppError("invalid", "This simulated vendor is a service desk: it sends no alerts.");
  const count = sentBy.get(simulated) ?? 0;
  sentBy.set(simulated, count + 1);
  const hint = client === "known" ? knownClient.hint : unknownHint;
  const { title, fingerprint, labels, body } = buildTestAlert(hint, count, clock.now());
  vendor.tool.fire({ dedupKey: fingerprint, handle: labels });
  const { bearerToken = "" } = await secretsOf(connectionId);
  const answer = await fetch(hookUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "Alertmanager/0.25.0",
      authorization: `Bearer ${bearerToken}`,
    },
    body,
  });
  const text = await answer.text();
  if (answer.status !== 202)
    throw new AppError("conflict", `The hook answered ${answer.status}: ${text.slice(0, 200)}`);
  const { deliveryId = null } = JSON.parse(text) as { deliveryId?: string };
  return { title, client: hint, deliveryId };
}
