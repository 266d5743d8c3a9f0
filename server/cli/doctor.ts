import type { HubClient } from "./client.ts";
import { printSteps } from "./print.ts";

interface Step {
  step: string;
  ok: boolean;
  detail: string;
}
interface Listed {
  name: string;
  kind: string;
  mode: string;
  health: string;
  parkedReason: string | null;
  lastError: string | null;
  lastDeliveryAt: string | null;
  rules: { take: string; send: string };
}

/** Everything that a working connection needs, each with what to do when it is missing. @returns whether all is well */
export async function runDoctor(api: HubClient, name: string): Promise<boolean> {
  const route = `/connections/${encodeURIComponent(name)}`;
  const listed = ((await api.get("/connections")) as Listed[]).find((one) => one.name === name);
  if (!listed) {
    process.stdout.write(`✗ There is no connection "${name}". See: interdesk connection list\n`);
    return false;
  }
  const steps = (await api.post(`${route}/test`)) as Step[];
  const reached = steps.every(({ ok }) => ok);
  steps.push(judgeState(listed));
  if (listed.kind === "desk" && reached) steps.push(...(await judgeDesk(api, route, listed)));
  steps.push(judgeDeliveries(listed), await judgeQuarantine(api, name));
  return printSteps(steps);
}

function judgeState({ name, mode, health, parkedReason, lastError }: Listed): Step {
  const why = parkedReason ?? lastError ?? "";
  if (mode === "parked")
    return { step: "State", ok: false, detail: `Paused: ${why} Let it go on: interdesk connection live ${name}` };
  if (mode === "shadow")
    return { step: "State", ok: true, detail: `Shadow: nothing is written. See: interdesk connection preview ${name}` };
  return {
    step: "State",
    ok: health === "working",
    detail: health === "working" ? "Live and working." : `${health}: ${why}`,
  };
}

async function judgeDesk(api: HubClient, route: string, { name, rules }: Listed): Promise<Step[]> {
  const { problems } = (await api.get(`${route}/maps/proposal`)) as { problems: { path: string; detail: string }[] };
  const customers = (await api.get(`${route}/customers`)) as { client: string | null }[];
  const mapped = customers.filter(({ client }) => client !== null).length;
  const gives = rules.take === "false" ? "none of its own tickets are taken" : `takes its tickets where ${rules.take}`;
  return [
    {
      step: "Tables of values",
      ok: problems.length === 0,
      detail:
        problems.length === 0
          ? "Every value has a meaning."
          : `${problems.length} values have none, such as ${problems[0]?.path}: ${problems[0]?.detail} See: interdesk connection maps ${name}`,
    },
    {
      step: "Customers",
      ok: mapped > 0,
      detail: `${mapped} of ${customers.length} are mapped.${mapped < customers.length ? ` See: interdesk connection customers ${name}` : ""}`,
    },
    { step: "Rules", ok: true, detail: `${gives}; tickets are written there where ${rules.send}.` },
  ];
}

function judgeDeliveries({ name, lastDeliveryAt }: Listed): Step {
  return {
    step: "Webhook round trip",
    ok: lastDeliveryAt !== null,
    detail:
      lastDeliveryAt === null
        ? `Nothing has come yet. Change something there and look again; or: interdesk connection webhook ${name}`
        : `The last delivery was taken at ${lastDeliveryAt}.`,
  };
}

async function judgeQuarantine(api: HubClient, name: string): Promise<Step> {
  const rows = (await api.get("/quarantine?limit=500")) as { connection: string }[];
  const waiting = rows.filter(({ connection }) => connection === name).length;
  return {
    step: "Quarantine",
    ok: waiting === 0,
    detail: waiting === 0 ? "Nothing waits for a person." : `${waiting} things wait. See: interdesk quarantine list`,
  };
}
