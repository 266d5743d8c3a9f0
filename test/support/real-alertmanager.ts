import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, constants, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { awaitUntil } from "../../server/demo/world.ts";

/** As Debian's package and the project's own release name it. */
const names = ["prometheus-alertmanager", "alertmanager"];

export interface RealSilence {
  id: string;
  createdBy: string;
  comment: string;
  status: { state: "active" | "pending" | "expired" };
  matchers: readonly { name: string; value: string }[];
}

/** A Prometheus Alertmanager in a process of its own. */
export interface RealAlertmanager {
  /** Its version, as it tells it. */
  version: string;
  /** Fires an alert, or resolves it. */
  post(labels: Readonly<Record<string, string>>, state: "firing" | "resolved"): Promise<void>;
  silences(): Promise<readonly RealSilence[]>;
  /** What fires, with the silences that keep it quiet. */
  alerts(): Promise<readonly { labels: Record<string, string>; status: { silencedBy: readonly string[] } }[]>;
  /** Ends the process that was started here, and no other. */
  stop(): Promise<void>;
}

/** @returns its path; throws with what is to be installed */
async function findBinary(): Promise<string> {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  for (const file of names.flatMap((name) => folders.map((folder) => path.join(folder, name)))) {
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  throw new Error(
    `This test needs a real Prometheus Alertmanager, and neither ${names.join(" nor ")} is on the PATH. ` +
      'On Debian and Ubuntu: "apt-get update && apt-get install -y prometheus-alertmanager"; its service need not run.',
  );
}

export interface RealOptions {
  port: number;
  hookUrl: string;
  bearerToken: string;
}

/** Groups by name, sends at once and repeats every second: waits for people would only make the test long. */
function buildConfig({ hookUrl, bearerToken }: RealOptions): string {
  return `route: { receiver: interdesk, group_by: [alertname], group_wait: 100ms, group_interval: 1s, repeat_interval: 1s }
receivers:
  - name: interdesk
    webhook_configs:
      - url: ${JSON.stringify(hookUrl)}
        send_resolved: true
        http_config: { authorization: { type: Bearer, credentials: ${JSON.stringify(bearerToken)} } }
`;
}

export async function startAlertmanager(options: RealOptions): Promise<RealAlertmanager> {
  const binary = await findBinary();
  const folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-alertmanager-"));
  const config = path.join(folder, "alertmanager.yml");
  await writeFile(config, buildConfig(options), { mode: 0o600 });
  const url = `http://127.0.0.1:${options.port}`;
  const child = spawn(
    binary,
    [
      `--config.file=${config}`,
      `--storage.path=${path.join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${options.port}`,
      "--cluster.listen-address=",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const stop = async () => {
    await endProcess(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { version: await awaitReady(child, url), ...buildCalls(url), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function awaitReady(child: ChildProcess, url: string): Promise<string> {
  let said = "";
  child.stderr?.on("data", (part: Buffer) => (said = `${said}${part}`.slice(-2_000)));
  const { value } = await awaitUntil("the Alertmanager to be ready", async () => {
    if (child.exitCode !== null) throw new Error(`the Alertmanager ended with ${child.exitCode}: ${said}`);
    const answer = await fetch(`${url}/api/v2/status`).catch(() => undefined);
    return answer?.ok ? ((await answer.json()) as { versionInfo: { version: string } }) : undefined;
  });
  return value.versionInfo.version;
}

function buildCalls(url: string): Pick<RealAlertmanager, "post" | "silences" | "alerts"> {
  const read = async (resource: string) => (await fetch(`${url}/api/v2/${resource}`)).json();
  return {
    async post(labels, state) {
      const now = new Date().toISOString();
      const alert = { labels, annotations: { summary: `${labels["alertname"]} on ${labels["instance"]}` } };
      const body = JSON.stringify([state === "resolved" ? { ...alert, endsAt: now } : alert]);
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/api/v2/alerts`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`the Alertmanager refused an alert: ${await answer.text()}`);
    },
    silences: async () => (await read("silences")) as RealSilence[],
    alerts: async () => (await read("alerts")) as Awaited<ReturnType<RealAlertmanager["alerts"]>>,
  };
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
