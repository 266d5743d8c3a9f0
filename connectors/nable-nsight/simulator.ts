import { Hono } from "hono";
import { serveOnLoopback, type SimulatorEnv } from "../simulator-kit/serve.ts";

export interface SimulatedCheck {
  id: number;
  description: string;
  output: string;
  device: number;
}

export interface NsightSimulator {
  url: string;
  address: string;
  /** Calls so far, by service; those that were refused count too. */
  calls(): readonly string[];
  fail(check: SimulatedCheck): void;
  /** It passes, or somebody clears it: either way it is listed no more. */
  pass(checkId: number): void;
  /** A whole answer instead of the list; null = none. */
  answer(body: string | null, status?: number): void;
  close(): Promise<void>;
}

export const simulatedKey = "0123456789abcdef0123456789abcdef";

/** The data extraction API as its sheet tells it: one list, XML in Latin-1, refusals with 200. */
export async function startNsightSimulator(port = 0): Promise<NsightSimulator> {
  const failing = new Map<number, SimulatedCheck>();
  const calls: string[] = [];
  let instead: { body: string; status: number } | null = null;
  const app = new Hono<SimulatorEnv>();
  app.get("/api/", (context) => {
    const service = context.req.query("service") ?? "";
    calls.push(service);
    if (instead) return answerXml(instead.body, instead.status);
    if (context.req.query("apikey") !== simulatedKey) return answerXml(buildRefusal("3", "Login failed"));
    if (service !== "list_failing_checks") return answerXml(buildRefusal("4", "Service not found"));
    return answerXml(buildAnswer("OK", `<items>${buildClient([...failing.values()])}</items>`));
  });
  const served = await serveOnLoopback(app, port, () => new Response("error", { status: 500 }));
  return {
    ...served,
    calls: () => calls,
    fail: (check) => void failing.set(check.id, check),
    pass: (checkId) => void failing.delete(checkId),
    answer: (body, status = 200) => void (instead = body === null ? null : { body, status }),
  };
}

function answerXml(body: string, status = 200): Response {
  return new Response(Buffer.from(body, "latin1"), { status, headers: { "content-type": "text/xml" } });
}

function buildAnswer(status: string, inner: string): string {
  const created = new Date().toISOString().replace(/\.\d+Z$/, "+00:00");
  return `<?xml version="1.0" encoding="ISO-8859-1"?><result created="${created}" host="simulator" status="${status}">${inner}</result>`;
}

function buildRefusal(code: string, message: string): string {
  return buildAnswer("FAIL", `<error><errorcode>${code}</errorcode><message>${message}</message></error>`);
}

function buildClient(checks: readonly SimulatedCheck[]): string {
  const devices = Map.groupBy(checks, ({ device }) => device);
  if (devices.size === 0) return "";
  const servers = [...devices].map(
    ([id, own]) =>
      `<server><id>${id}</id><name><![CDATA[SRV-${id}]]></name><offline/><failed_checks>${own.map(buildCheck).join("")}</failed_checks></server>`,
  );
  return `<client><clientid>301</clientid><name><![CDATA[Bäckerei Süß]]></name><site><siteid>77</siteid><name><![CDATA[HQ]]></name><servers>${servers.join("")}</servers></site></client>`;
}

function buildCheck({ id, description, output }: SimulatedCheck): string {
  return `<check><checkid>${id}</checkid><check_type>1002</check_type><description><![CDATA[${description}]]></description><startdate>2026-11-23</startdate><starttime>12:58:00</starttime><formatted_output><![CDATA[${output}]]></formatted_output><checkstatus><![CDATA[testerror]]></checkstatus></check>`;
}
