import {
  type ConnectorError,
  type ConnectorWorld,
  fail,
  type KnownPage,
  type Page,
  type Result,
  type SentPage,
  succeed,
  type TestStep,
  type ThreadState,
} from "../contract.ts";
import { judgeAnswer, takeText } from "../pager-kit.ts";
import { buildCard } from "./card.ts";
import type { Secrets, Settings } from "./manifest.ts";

export type TeamsWorld = ConnectorWorld<Settings, Secrets>;

/** Power Automate's hosts; the address is a secret, so it goes nowhere else. */
const hosts = [".api.powerplatform.com", ".logic.azure.com", ".powerautomate.com", ".flow.microsoft.com"];
/** Addresses there are of the old kind. */
const oldHost = ".logic.azure.com";

export async function sendPage(world: TeamsWorld, page: Page): Promise<Result<SentPage, ConnectorError>> {
  const posted = await post(world, buildCard(page));
  // Accepted by Power Automate, and no more: whether the flow then posted it, only its own history says.
  return posted.ok ? succeed({ handle: {}, state: "accepted" }) : posted;
}

/** A card has no id by which it could be changed: a short one follows. */
export async function sendFollowUp(
  world: TeamsWorld,
  { page }: KnownPage,
  state: ThreadState,
): Promise<Result<void, ConnectorError>> {
  return state.state === "open" ? succeed(undefined) : post(world, buildCard(page, state));
}

async function post(world: TeamsWorld, card: object): Promise<Result<void, ConnectorError>> {
  const { http, secrets } = world;
  const foreign = checkHost(world);
  if (foreign) return fail(foreign);
  const answer = await http.request({
    method: "POST",
    url: secrets.workflowUrl,
    json: card,
    buckets: [{ name: "cards", slots: 1 }],
    safe: false,
  });
  if (!answer.ok) return answer;
  const error = judgeAnswer(answer.value, http);
  if (error) return fail(explain(error, answer.value.status));
  const text = takeText(answer.value);
  return text.ok ? succeed(undefined) : text;
}

function explain(error: ConnectorError, status: number): ConnectorError {
  const say = (words: string) => ({ ...error, detail: `${words} ${error.detail}` });
  if (error.kind === "unauthorized")
    return say("The workflow does not accept the address: it may be cut, or the workflow asks for a sign-in.");
  if (error.kind === "unreadable") return error;
  if (status === 404 || status === 410) return say("There is no such workflow any more.");
  if (status === 400) return say("The workflow is switched off, or takes no cards.");
  if (status === 413) return say("The card is too large.");
  return error;
}

function hostOf({ secrets }: TeamsWorld): string {
  return new URL(secrets.workflowUrl).host.replace(/:443$/, "");
}

function checkHost(world: TeamsWorld): ConnectorError | undefined {
  const host = hostOf(world);
  if (host === world.settings.otherHost || hosts.some((suffix) => host.endsWith(suffix))) return undefined;
  const detail = `The workflow address is at ${host}, which is none of Microsoft's hosts (${hosts.map((one) => `*${one}`).join(", ")}). Name it as another host if it is a proxy of yours.`;
  return { kind: "blocked", detail };
}

/** A workflow can only be asked by posting: so its address is looked at. */
export async function* testConnection(world: TeamsWorld): AsyncGenerator<TestStep> {
  const step = "Workflow address";
  const foreign = checkHost(world);
  if (foreign) return yield { step, ok: false, detail: foreign.detail };
  const isOld = hostOf(world).endsWith(oldHost);
  const age = isOld
    ? " It is of the old kind, which Microsoft has moved: if no card comes, open the workflow and copy its new address."
    : "";
  yield {
    step,
    ok: true,
    detail: `An address at ${hostOf(world)} is set.${age} Send a test page and look in Teams: that a card was accepted does not say that it was posted.`,
  };
}
