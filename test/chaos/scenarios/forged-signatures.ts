import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { inParallel } from "../tools/parallel.ts";
import { buildFiring, openSigned, secretOf, signBody } from "../tools/signed.ts";

type Signed = ReturnType<typeof signBody>;
interface Request {
  headers: Partial<Signed>;
  body: Buffer;
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function replaceAt(text: string, at: number, letter: string): string {
  return text.slice(0, at) + letter + text.slice(at + 1);
}

function flipByte(body: Buffer, random: ScenarioContext["random"]): Buffer {
  const changed = Buffer.from(body);
  const at = random(body.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
  return changed;
}

/** Each changes one thing that was signed, or that says how. */
const mutations: readonly ((request: Request & { headers: Signed }, random: ScenarioContext["random"]) => Request)[] = [
  ({ headers, body }, random) => ({ headers, body: flipByte(body, random) }),
  ({ headers, body }, random) => ({ headers, body: body.subarray(0, 1 + random(body.length - 1)) }),
  ({ headers, body }) => ({ headers, body: Buffer.concat([body, Buffer.from(" ")]) }),
  ({ headers, body }) => ({ headers: { ...headers, "webhook-id": `${headers["webhook-id"]}x` }, body }),
  ({ headers, body }, random) => {
    const seconds = Number(headers["webhook-timestamp"]) - 1 - random(100);
    return { headers: { ...headers, "webhook-timestamp": String(seconds) }, body };
  },
  ({ headers, body }, random) => {
    const signature = headers["webhook-signature"];
    const at = "v1,".length + random(43);
    const shift = 1 + random(63);
    const letter = base64[(base64.indexOf(signature[at] ?? "") + shift) % 64] ?? "";
    return { headers: { ...headers, "webhook-signature": replaceAt(signature, at, letter) }, body };
  },
  // The last letter carries two bits that no byte has.
  ({ headers, body }, random) => {
    const signature = headers["webhook-signature"];
    const letter = base64[base64.indexOf(signature[45] ?? "") + 1 + random(3)] ?? "";
    return { headers: { ...headers, "webhook-signature": replaceAt(signature, 45, letter) }, body };
  },
  ({ headers, body }) => {
    const signature = headers["webhook-signature"].replace("v1,", "v2,");
    return { headers: { ...headers, "webhook-signature": signature }, body };
  },
  ({ headers, body }) => {
    const signed = { id: headers["webhook-id"], seconds: Number(headers["webhook-timestamp"]), secret: secretOf("o") };
    return { headers: signBody(body, signed), body };
  },
  ({ headers, body }, random) => {
    const left = { ...headers } as Partial<Signed>;
    delete left[(["webhook-id", "webhook-timestamp", "webhook-signature"] as const)[random(3)] ?? "webhook-id"];
    return { headers: left, body };
  },
];

export const alteredRequests = defineScenario("J1", "signed requests, altered", async (context, sizes) => {
  const { send, hookUrl, stored } = await openSigned(context);
  let refused = 0;
  let longest = 0;
  const others: string[] = [];
  const rounds = Array.from({ length: sizes.requests }, (_, index) => index);
  await inParallel(rounds, sizes.senders, async (index) => {
    const body = Buffer.from(buildFiring(`J1 ${context.seed} ${index}`));
    const request = { headers: signBody(body, { id: `msg_${index}` }), body };
    const kind = index % mutations.length;
    const altered = mutations[kind]?.(request, context.random) ?? request;
    const { status, text } = await send(hookUrl, altered.headers, altered.body);
    longest = Math.max(longest, Buffer.byteLength(text));
    if (status === 401) refused += 1;
    else others.push(`${status} for alteration ${kind}`);
  });
  const { length: kept } = await stored("signed");
  const right = buildFiring("J1 unaltered");
  const { status } = await send(hookUrl, signBody(right, { id: "msg_right" }), right);
  const words = others.length === 0 ? "" : `, ${[...new Set(others)].join(", ")}`;
  return {
    pass: refused === sizes.requests && kept === 0 && longest <= sizes.answerBytes && status === 202,
    figure: `${refused} of ${sizes.requests} refused with at most ${longest} bytes${words}; ${kept} stored; unaltered: ${status}`,
  };
});
