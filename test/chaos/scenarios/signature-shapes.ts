import { createHmac } from "node:crypto";
import { sampleMapping } from "../../../connectors/generic-webhook/sample-mapping.ts";
import { defineScenario } from "../scenario.ts";
import { buildFiring, openSigned, signBody, type SignedWorld } from "../tools/signed.ts";

type Shape = string | string[];

/** Values of a header that hold the right signature, or part of it, in a shape that is none. */
function listShapes(prefix: string, right: string, other: string, otherCoding: string): readonly Shape[] {
  const wrong = `${prefix}${other}`;
  return [
    "",
    prefix,
    prefix + right.slice(0, 8),
    prefix + right.slice(0, -1),
    prefix + right.slice(1),
    `${prefix}${right}${right.at(-1) ?? ""}`,
    prefix + right.toUpperCase(),
    prefix.toUpperCase() + right,
    prefix + otherCoding,
    `${prefix}zz--not-a-signature--zz`,
    `${prefix}${prefix}${right}`,
    `${prefix}"${right}"`,
    wrong,
    [wrong, prefix + right],
    [prefix + right, wrong],
    [prefix + right, prefix + right],
    Array.from({ length: 100 }, () => wrong).join(" "),
    [...Array.from({ length: 99 }, () => wrong), prefix + right].join(" "),
    [...Array.from({ length: 99 }, () => wrong), prefix + right].join(","),
  ];
}

interface Sender {
  url: string;
  header: string;
  others: Readonly<Record<string, string>>;
  right: string;
  shapes: readonly Shape[];
}

const body = buildFiring("J2");
const hmac = (algorithm: string, key: string, coding: "hex" | "base64") =>
  createHmac(algorithm, key).update(body).digest(coding);
const json = { "content-type": "application/json" };

async function openSenders({ world, desk, hookUrl, deskHookUrl }: SignedWorld): Promise<readonly Sender[]> {
  const key = "a-key-of-the-generic-sender-41";
  const generic = (await world.api.post("/connections", {
    name: "generic",
    connector: "generic-webhook",
    settings: sampleMapping,
    secrets: { hmacSecret: key },
    defaultClient: desk.clients[0]?.name,
  })) as { hookUrl: string };
  const { "webhook-signature": signature, ...others } = signBody(body, { id: "msg_J2" });
  const standard = signature.slice("v1,".length);
  const asHex = Buffer.from(standard, "base64").toString("hex");
  const hex = hmac("sha256", key, "hex");
  const webhookSecret = String(desk.secrets["webhookSecret"]);
  const sha1 = hmac("sha1", webhookSecret, "base64");
  return [
    {
      url: hookUrl,
      header: "webhook-signature",
      others,
      right: signature,
      shapes: listShapes("v1,", standard, Buffer.alloc(32, 7).toString("base64"), asHex),
    },
    {
      url: generic.hookUrl,
      header: "x-hub-signature-256",
      others: json,
      right: `sha256=${hex}`,
      shapes: listShapes("sha256=", hex, "7".repeat(64), hmac("sha256", key, "base64")),
    },
    {
      url: deskHookUrl,
      header: "x-hook-signature",
      others: json,
      right: `sha1=${sha1}`,
      shapes: listShapes("sha1=", sha1, Buffer.alloc(20, 7).toString("base64"), hmac("sha1", webhookSecret, "hex")),
    },
  ];
}

export const signatureShapes = defineScenario("J2", "signatures of other shapes", async (context, sizes) => {
  const signed = await openSigned(context);
  const senders = await openSenders(signed);
  const cases = senders.flatMap((sender) => sender.shapes.map((shape) => ({ ...sender, shape })));
  const accepted: string[] = [];
  for (let index = 0; index < sizes.requests; index++) {
    const { url, header, others, shape } = cases[index % cases.length] ?? { ...senders[0], shape: "" };
    const { status } = await signed.send(url ?? "", { ...others, [header ?? ""]: shape }, body);
    if (status !== 401) accepted.push(`${status} for ${header}: ${JSON.stringify(shape).slice(0, 60)}`);
  }
  const rights = [];
  for (const { url, header, others, right } of senders)
    rights.push((await signed.send(url, { ...others, [header]: right }, body)).status);
  const [standard] = senders;
  const wrong = `v1,${Buffer.alloc(32, 7).toString("base64")}`;
  let tried = 0;
  for (let before = 0; before < 2 * sizes.tried && standard; before++) {
    const list = [...Array.from({ length: before }, () => wrong), standard.right].join(" ");
    const { status } = await signed.send(standard.url, { ...standard.others, [standard.header]: list }, body);
    if (status !== 401) tried = before + 1;
  }
  return {
    pass: accepted.length === 0 && tried === sizes.tried && rights.every((status) => status < 300),
    figure: `${accepted.length} of ${sizes.requests} accepted${[...new Set(accepted)].map((one) => ` (${one})`).join("")}, ${tried} signatures of one request tried; right ones: ${rights.join(", ")}`,
  };
});
