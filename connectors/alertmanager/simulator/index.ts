import { randomUUID } from "node:crypto";
import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

interface HeldSilence {
  id: string;
  matchers: { name: string; value: string }[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
  expired: boolean;
}

const apiToken = "simulated-token-of-alertmanager";

/** Alertmanager's API as its 0.25 answers: silences, and the list of what fires. */
export function startAlertmanagerSimulator(): Promise<SourceSimulator> {
  const silences: HeldSilence[] = [];
  const alerts = new Map<string, Readonly<Record<string, string>>>();
  const isActive = (one: HeldSilence) => !one.expired && Date.parse(one.endsAt) > Date.now();
  const quiets = (one: HeldSilence, labels: Readonly<Record<string, string>>) =>
    isActive(one) && one.matchers.every(({ name, value }) => labels[name] === value);

  const post = (body: string): SourceReply => {
    const given = JSON.parse(body) as Partial<HeldSilence>;
    if (!given.matchers?.length)
      return { status: 422, body: { code: 612, message: "matchers should have at least 1" } };
    if (!given.comment) return { status: 422, body: { code: 602, message: "comment in body is required" } };
    const known = silences.find(({ id }) => id === given.id);
    if (given.id !== undefined && !known) return { status: 404, body: "silence not found" };
    const held = { id: known?.id ?? randomUUID(), expired: false, ...given } as HeldSilence;
    const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1_000);
    if (known && isActive(known) && seconds(known.startsAt) === seconds(held.startsAt)) {
      Object.assign(known, held);
      return { status: 200, body: { silenceID: known.id } };
    }
    // What cannot be changed is replaced.
    if (known) known.expired = true;
    const made = { ...held, id: randomUUID() };
    silences.push(made);
    return { status: 200, body: { silenceID: made.id } };
  };

  const answer = ({ method, path, headers, body }: SourceRequest): SourceReply => {
    if (headers["authorization"] !== `Bearer ${apiToken}`) return { status: 401, body: "Unauthorized" };
    if (path === "/api/v2/silences" && method === "POST") return post(body);
    if (path === "/api/v2/silences")
      return {
        status: 200,
        body: silences.map((one) => ({ ...one, status: { state: isActive(one) ? "active" : "expired" } })),
      };
    if (path === "/api/v2/alerts")
      return { status: 200, body: [...alerts].map(([fingerprint, labels]) => tellAlert(fingerprint, labels)) };
    const [, id] = /^\/api\/v2\/silence\/(.+)$/.exec(path) ?? [];
    const silence = silences.find((one) => one.id === id);
    if (method !== "DELETE" || !silence) return { status: 404, body: "" };
    silence.expired = true;
    return { status: 200, body: "" };
  };

  return startSourceSimulator((url) => ({
    settings: { apiUrl: url },
    secrets: { apiToken },
    answer,
    fire: ({ dedupKey, handle }) => void alerts.set(dedupKey, handle),
    calm: (dedupKey) => void alerts.delete(dedupKey),
    look: (dedupKey) => {
      const quiet = silences.filter((one) => quiets(one, alerts.get(dedupKey) ?? {}));
      return { acknowledged: quiet.length, resolved: false, notes: quiet.map(({ comment }) => comment) };
    },
  }));
}

function tellAlert(fingerprint: string, labels: Readonly<Record<string, string>>) {
  const startsAt = "2026-03-17T08:00:00.000Z";
  const status = { inhibitedBy: [], silencedBy: [], state: "active" };
  return { fingerprint, labels, annotations: {}, startsAt, endsAt: "2099-01-01T00:00:00Z", generatorURL: "", status };
}
