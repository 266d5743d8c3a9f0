import { z } from "zod";
import { type Answer, type ConnectorError, fail, type Result, type SourceAlert } from "../contract.ts";
import type { SourceAnswers, SourceState } from "../contract.ts";
import { forGood, judgeStatus, lacksHandle, ourName, tellEach, Text } from "../monitor-kit.ts";
import { type IcingaWorld, post, query } from "./client.ts";

/** Of a comment: 4 = it explains an acknowledgement. */
const acknowledgement = 4;
const Comment = z.object({ text: Text, entry_type: z.number() });

/** The host or service that an alert is about; names are handed over as variables, so that none is read as code. */
function selectObject({ handle: { host, service } }: SourceAlert): {
  type: string;
  filter: string;
  filter_vars: object;
} {
  const isHost = "host.name == wantedHost";
  return service === undefined
    ? { type: "Host", filter: isHost, filter_vars: { wantedHost: host } }
    : {
        type: "Service",
        filter: `${isHost} && service.name == wantedService`,
        filter_vars: { wantedHost: host, wantedService: service },
      };
}

/** Sticky: it holds while the problem gets better or worse, until that has ended. Icinga itself refuses a second one. */
export function acknowledge(world: IcingaWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellEach(alerts, async (alert) => {
    if (alert.handle["host"] === undefined) return lacksHandle("host");
    const said = { author: ourName, comment: alert.note, sticky: true, persistent: false, notify: false };
    const done = await act(world, "acknowledge-problem", { ...selectObject(alert), ...said });
    if (done.ok || done.error.kind !== "conflict") return done;
    if (!/already acknowledged/i.test(done.error.detail)) return fail({ kind: "gone", detail: done.error.detail });
    // By us without an answer, or by somebody else: then our line is added.
    const ours = await findOurs(world, alert);
    if (!ours.ok || ours.value.length > 0) return ours.ok ? forGood : ours;
    return act(world, "add-comment", { ...selectObject(alert), author: ourName, comment: alert.note });
  });
}

/** Takes back what we have acknowledged; an acknowledgement of somebody else stays. */
export function unacknowledge(world: IcingaWorld, alerts: readonly SourceAlert[]): SourceAnswers {
  return tellEach(alerts, async (alert) => {
    if (alert.handle["host"] === undefined) return lacksHandle("host");
    const ours = await findOurs(world, alert);
    if (!ours.ok) return ours;
    if (!ours.value.some((one) => one.entry_type === acknowledgement)) return forGood;
    return act(world, "remove-acknowledgement", { ...selectObject(alert), author: ourName });
  });
}

/** Comments of an acknowledgement go away with it. */
function findOurs(world: IcingaWorld, { marker }: SourceAlert): Answer<readonly z.infer<typeof Comment>[]> {
  const filter = { filter: "match(wantedText, comment.text)", filter_vars: { wantedText: `*${marker}*` } };
  return query(world, "comments", { ...filter, attrs: ["text", "entry_type"] }, Comment);
}

async function act(world: IcingaWorld, action: string, body: object): Promise<Result<SourceState, ConnectorError>> {
  const response = await post(world, `/v1/actions/${action}`, body, false);
  if (!response.ok) return response;
  const { status, text } = response.value;
  // No object fits the filter.
  if (status === 500 && /"results":\s*\[\s*\]/.test(text))
    return fail({ kind: "gone", detail: "Icinga has no such host or service." });
  const error = judgeStatus(response.value, { http: world.http, safe: false });
  return error ? fail(error) : forGood;
}
