import { verifyHmacSha256Hex, verifyStandardWebhook } from "../../../connectors/signatures.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { quantile } from "../tools/parallel.ts";
import { buildFiring, signBody, usualSecret } from "../tools/signed.ts";

type Kind = 0 | 1;
/** Both kinds of wrong signature: its first byte, or its last. */
type Verify = (kind: Kind) => boolean;

const body = Buffer.from(buildFiring("J7"));

function buildStandard(): Verify {
  const headers = signBody(body, { id: "msg_J7" });
  const right = Buffer.from(headers["webhook-signature"].slice("v1,".length), "base64");
  const now = new Date();
  const requests = [0, right.length - 1].map((at) => {
    const wrong = Buffer.from(right);
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    return { headers: { ...headers, "webhook-signature": `v1,${wrong.toString("base64")}` }, body, now };
  });
  return (kind) => {
    const request = requests[kind];
    return request !== undefined && verifyStandardWebhook({ ...request, secrets: [usualSecret] });
  };
}

function buildHex(): Verify {
  const right = Buffer.alloc(32, 7);
  const wrong = [0, 31].map((at) => {
    const bytes = Buffer.from(right);
    bytes[at] = 8;
    return `sha256=${bytes.toString("hex")}`;
  });
  return (kind) => verifyHmacSha256Hex(wrong[kind], body, [usualSecret]);
}

/** Welch's t of two rows of times. @see https://eprint.iacr.org/2016/1123, dudect */
function computeT(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [one, other].map((times) => {
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    const variance = times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (times.length - 1);
    return { mean, ofMean: variance / times.length };
  });
  return a && b ? (a.mean - b.mean) / Math.sqrt(a.ofMean + b.ofMean) : Number.NaN;
}

function measure(verify: Verify, { random }: ScenarioContext, samples: number, warmUp: number) {
  const times: [number[], number[]] = [[], []];
  let accepted = 0;
  for (let nth = 0; nth < warmUp + samples; nth++) {
    const kind: Kind = random(2) === 0 ? 0 : 1;
    const startedAt = process.hrtime.bigint();
    const isAccepted = verify(kind);
    const took = Number(process.hrtime.bigint() - startedAt);
    if (isAccepted) accepted += 1;
    if (nth >= warmUp) times[kind].push(took);
  }
  // Of either kind alike: what the machine did meanwhile says nothing about the bytes.
  const most = quantile([...times[0], ...times[1]], 0.95);
  const [first, last] = times.map((row) => row.filter((took) => took <= most));
  return { accepted, t: computeT(first ?? [], last ?? []) };
}

export const timingOfRefusals = defineScenario("J7", "how long a refusal takes", async (context, sizes) => {
  const results = [buildStandard(), buildHex()].map((verify) => measure(verify, context, sizes.samples, sizes.warmUp));
  return {
    pass: results.every(({ accepted, t }) => accepted === 0 && Math.abs(t) < sizes.mostT),
    figure: `t of ${results.map(({ t }) => t.toFixed(2)).join(" (Standard Webhooks), ")} (hex) over ${sizes.samples} refusals each, measured in the process, where no network hides a difference; ${results.reduce((sum, { accepted }) => sum + accepted, 0)} accepted`,
  };
});
