import {
  type PagerSimulator,
  type PagerSimulatorOptions,
  startPagerSimulator,
} from "../../simulator-kit/pager-simulator.ts";
import type { SourceReply, SourceRequest } from "../../simulator-kit/source-simulator.ts";

const path = "/powerautomate/automations/direct/workflows/0123456789abcdef/triggers/manual/paths/invoke";
const signature = "simulated-signature-of-teams-0123456789";

interface Block {
  type: string;
  text?: string;
  wrap?: boolean;
  facts?: { title: string; value: string }[];
}
interface Card {
  type: string;
  version: string;
  body: Block[];
  actions?: { type: string; title: string; url: string }[];
}
interface Run {
  posted: boolean;
  text: string;
}

/** A workflow that accepts everything, and posts only what is a message with cards. */
export function startTeamsSimulator(options?: PagerSimulatorOptions): Promise<PagerSimulator> {
  const runs: Run[] = [];
  const reply = ({ method, path: asked, query, body }: SourceRequest): SourceReply => {
    if (asked !== path || method !== "POST") return { status: 404, body: { error: { code: "WorkflowNotFound" } } };
    if (query.get("sig") !== signature)
      return { status: 401, body: { error: { code: "DirectApiAuthorizationRequired" } } };
    if (Buffer.byteLength(body) > 28 * 1_024)
      return { status: 413, body: { error: { code: "RequestEntityTooLarge" } } };
    const given = JSON.parse(body) as { attachments?: { contentType: string; content: Card }[] };
    const cards = given.attachments?.filter(
      ({ contentType }) => contentType === "application/vnd.microsoft.card.adaptive",
    );
    // The flow loops over attachments, and fails without any; nobody is told.
    runs.push(
      cards?.length
        ? { posted: true, text: cards.map(({ content }) => show(content)).join("\n") }
        : { posted: false, text: "" },
    );
    return { status: 202 };
  };
  return startPagerSimulator(
    ({ url }) => ({
      settings: { otherHost: new URL(url).host },
      secrets: { workflowUrl: `${url}${path}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}` },
      reply,
      pages: () =>
        runs
          .filter(({ posted }) => posted)
          .map(({ text }, index) => ({
            id: String(index),
            channel: "chat",
            to: "Night shift",
            text,
            state: "open" as const,
          })),
    }),
    options,
  );
}

function show({ version, body, actions = [] }: Card): string {
  if (Number(version) > 1.4) return "(This card is too new.)";
  const blocks = body.map(({ type, text = "", wrap, facts = [] }) =>
    type === "FactSet"
      ? facts.map(({ title, value }) => `${title}: ${value}`).join("\n")
      : wrap
        ? readMarkdown(text)
        : text.slice(0, 40),
  );
  return [...blocks, ...actions.map(({ type, title, url }) => `${type} ${title} ${url}`)].join("\n");
}

function readMarkdown(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\(([^)]*)\)/g, "(a link called $1)");
}
