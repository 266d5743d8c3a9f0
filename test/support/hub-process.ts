import { type ChildProcess, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import packageFile from "../../package.json" with { type: "json" };
import { connectHub, type HubClient } from "../../server/cli/client.ts";
import { childEnvironment } from "./child-environment.ts";

const root = new URL("../../", import.meta.url).pathname;
/** What `npm start` gives to node. */
const startArguments = packageFile.scripts.start.split(" ").slice(1);
/** How long we have patience with a start on a busy machine; how long it may take, other tests say. */
const startMs = 90_000;

export interface HubProcess {
  url: string;
  pid: number;
  api: HubClient;
  /** What it has printed so far: its log, and what it died of. */
  output(): string;
  /** The same for another tenant. */
  asTenant(name: string): Promise<HubClient>;
  /** Resolves when the process has ended, however it did. */
  ended: Promise<void>;
  /** Ends the process as a power cut does. */
  kill(): Promise<void>;
  /** Ends it in order; one that was paused goes on first. */
  stop(): Promise<number | null>;
  /** Whether it has been stopped by a signal, and could go on. */
  isPaused(): Promise<boolean>;
  resume(): void;
}

/** A hub in a process of its own, started as an operator starts it. */
export async function startHubProcess(environment: Readonly<Record<string, string>>): Promise<HubProcess> {
  const child = spawn(process.execPath, startArguments, {
    cwd: root,
    env: childEnvironment({ NODE_ENV: "test", INTERDESK_LOG_LEVEL: "error", ...environment }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (printed += part.toString()));
  const url = await awaitUrl(child);
  const dataDir = environment["INTERDESK_DATA"] ?? "";
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    child.kill("SIGCONT");
    return ended;
  };
  return {
    url,
    pid: child.pid ?? 0,
    ended,
    api: await connectHub(dataDir),
    output: () => printed,
    asTenant: (name) => connectHub(dataDir, name),
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    isPaused: async () => (await readState(child.pid)).startsWith("T"),
    resume: () => void child.kill("SIGCONT"),
  };
}

/** As `ps` tells it: `T` = stopped; empty when there is no such process. */
async function readState(pid: number | undefined): Promise<string> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "stat=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.trim();
}

function awaitUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`the hub did not start: ${said}`)), startMs);
    const listen = (part: Buffer) => {
      said += part.toString();
      const url = /runs on (http\S+)/.exec(said)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the hub ended with ${code}: ${said}`));
    });
  });
}
