import { type ChildProcess, spawn } from "node:child_process";
import { connectHub, type HubClient } from "../../server/cli/client.ts";

const root = new URL("../../", import.meta.url).pathname;
const startMs = 30_000;

export interface HubProcess {
  url: string;
  api: HubClient;
  /** Resolves when the process has ended, however it did. */
  ended: Promise<void>;
  /** Ends the process as a power cut does. */
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<number | null>;
}

/** A hub in a process of its own, started as an operator starts it. */
export async function startHubProcess(environment: Readonly<Record<string, string>>): Promise<HubProcess> {
  const child = spawn(process.execPath, ["server/cli/main.ts", "start"], {
    cwd: root,
    env: { PATH: process.env["PATH"], NODE_ENV: "test", INTERDESK_LOG_LEVEL: "error", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await awaitUrl(child);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    return ended;
  };
  return {
    url,
    ended,
    api: await connectHub(environment["INTERDESK_DATA"] ?? ""),
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
  };
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
