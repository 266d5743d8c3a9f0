import { createHmac } from "node:crypto";
import {
  type PagerSimulator,
  type PagerSimulatorOptions,
  type PagerTools,
  startPagerSimulator,
} from "../../simulator-kit/pager-simulator.ts";
import type { SourceReply, SourceRequest } from "../../simulator-kit/source-simulator.ts";

const botToken = "xoxb-simulated-bot-token-of-slack";
const signingSecret = "simulated-signing-secret-of-slack";
const webhookPath = "/services/T0123ABCD/B0123ABCD/simulatedwebhookofslack";

interface Text {
  type: "plain_text" | "mrkdwn";
  text: string;
}
interface Element {
  type: string;
  action_id?: string;
  value?: string;
  url?: string;
  text?: Text | string;
}
interface Block {
  type: string;
  text?: Text;
  fields?: Text[];
  elements?: Element[];
}
interface Message {
  channel: string;
  ts: string;
  text: string;
  blocks: Block[];
  ended: boolean;
}

/** Slack's chat methods, an incoming webhook, and people who press buttons. */
export function startSlackSimulator(options?: PagerSimulatorOptions): Promise<PagerSimulator> {
  const messages: Message[] = [];
  const build = (tools: PagerTools) => {
    const stamp = () =>
      `${Math.floor(tools.clock().getTime() / 1_000)}.${String(messages.length + 1).padStart(6, "0")}`;
    const post = (body: string): SourceReply => {
      const given = JSON.parse(body) as Message;
      const problem = checkMessage(given);
      if (problem !== undefined) return refuse(problem);
      if (/^[CGDUW]?0{4}/.test(given.channel)) return refuse("channel_not_found");
      const message = { ...given, channel: given.channel.replace("#", "C0NAME"), ts: stamp(), ended: false };
      messages.push(message);
      return { status: 200, body: { ok: true, channel: message.channel, ts: message.ts } };
    };
    const update = (body: string): SourceReply => {
      const given = JSON.parse(body) as Message;
      const message = messages.find(({ channel, ts }) => channel === given.channel && ts === given.ts);
      if (!message) return refuse("message_not_found");
      const problem = checkMessage(given);
      if (problem !== undefined) return refuse(problem);
      Object.assign(message, { text: given.text, blocks: given.blocks });
      return { status: 200, body: { ok: true, channel: message.channel, ts: message.ts } };
    };
    const postByWebhook = (body: string): SourceReply => {
      const given = JSON.parse(body) as Message;
      const problem = checkMessage(given);
      if (problem !== undefined) return { status: 400, body: problem };
      messages.push({ ...given, channel: "C0WEBHOOK", ts: stamp(), ended: false });
      return { status: 200, body: "ok", headers: { "content-type": "text/html" } };
    };
    const reply = ({ path, headers, body }: SourceRequest): SourceReply => {
      if (path === webhookPath) return postByWebhook(body);
      if (path.startsWith("/services/")) return { status: 404, body: "no_service" };
      if (headers["authorization"] !== `Bearer ${botToken}`) return refuse("invalid_auth");
      if (path === "/api/auth.test") return { status: 200, body: { ok: true, team: "Acme", user: "interdesk" } };
      if (path === "/api/chat.postMessage") return post(body);
      return path === "/api/chat.update" ? update(body) : refuse("unknown_method");
    };
    return {
      settings: { apiUrl: `${tools.url}/api`, mode: "bot" },
      secrets: { botToken, signingSecret, webhookUrl: `${tools.url}${webhookPath}` },
      reply,
      pages: () =>
        messages.map((message) => ({
          id: message.ts,
          channel: "chat",
          to: message.channel,
          text: showMessage(message),
          state: message.blocks.some(({ elements }) => elements?.some(({ action_id }) => action_id === "acknowledge"))
            ? ("open" as const)
            : ("acknowledged" as const),
        })),
      async answer(ts: string, action: string) {
        const message = messages.find((one) => one.ts === ts);
        const elements = message?.blocks.flatMap((block) => block.elements ?? []) ?? [];
        const button = elements.find(({ action_id }) => action_id === action);
        if (!message || !button) throw new Error(`the message has no button "${action}"`);
        const payload = {
          type: "block_actions",
          token: "an-old-verification-token",
          team: { id: "T0123ABCD" },
          user: { id: "U0123ABCDEF", username: "j.doe", name: "j.doe" },
          container: { type: "message", message_ts: ts, channel_id: message.channel },
          trigger_id: "1.2.abc",
          response_url: "https://hooks.slack.example/actions/T/1/secret",
          actions: [{ type: "button", action_id: action, value: button.value, action_ts: stamp() }],
        };
        const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
        await tools.call({ body, headers: signSlack(body, tools.clock()) });
      },
    };
  };
  return startPagerSimulator(build, options);
}

function signSlack(body: string, now: Date): Record<string, string> {
  const stamp = String(Math.floor(now.getTime() / 1_000));
  const digest = createHmac("sha256", signingSecret).update(`v0:${stamp}:${body}`).digest("hex");
  return {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": stamp,
    "x-slack-signature": `v0=${digest}`,
  };
}

const refuse = (error: string): SourceReply => ({ status: 200, body: { ok: false, error } });

/** One text that is too long has the whole message refused. */
function checkMessage({ text, blocks }: Message): string | undefined {
  if (!text) return "no_text";
  if (text.length > 40_000 || blocks.length > 50) return "msg_too_long";
  const isLong = blocks.some(({ type, text: own, fields = [], elements = [] }) => {
    const limit = type === "header" ? 150 : 3_000;
    if ((own?.text.length ?? 1) > limit || own?.text === "" || fields.length > 10) return true;
    if (type === "header" && own?.type !== "plain_text") return true;
    if (fields.some((field) => field.text.length > 2_000 || field.text === "")) return true;
    return (
      elements.some((element) => typeof element.text === "object" && element.text.text.length > 75) ||
      (type === "actions" && elements.length > 25)
    );
  });
  return isLong ? "invalid_blocks" : undefined;
}

/** As it is read there: mentions that are not escaped call people. */
function showMessage({ text, blocks }: Message): string {
  const texts = blocks.flatMap(({ text: own, fields = [], elements = [] }) => [
    own,
    ...fields,
    ...elements.map((element) =>
      typeof element.text === "string" ? { type: "mrkdwn" as const, text: element.text } : element.text,
    ),
  ]);
  const read = (one: Text) => (one.type === "plain_text" ? one.text : readMrkdwn(one.text));
  return [readMrkdwn(text), ...texts.flatMap((one) => (one ? [read(one)] : []))].join("\n");
}

function readMrkdwn(text: string): string {
  if (/<[!@#]/.test(text)) return `(everybody was called) ${text}`;
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
