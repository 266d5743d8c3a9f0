import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { childEnvironment } from "./child-environment.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { type HubProcess, startHubProcess } from "./hub-process.ts";

const root = path.join(import.meta.dirname, "../..");

export interface CommandLine {
  readonly dataDir: string;
  readonly database: TestDatabase;
  readonly hub: HubProcess;
  /** The command line as a person runs it. */
  interdesk(args: readonly string[], input?: string, more?: Record<string, string>): Promise<CommandAnswer>;
}

interface CommandAnswer {
  code: number | null;
  out: string;
  err: string;
}

/** To be called once in a test file: a hub runs in a process of its own while its tests do. */
export function useCommandLine(): CommandLine {
  let dataDir = "";
  let database: TestDatabase;
  let hub: HubProcess;
  let environment: Record<string, string> = {};
  before(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), "interdesk-cli-"));
    database = await createTestDatabase();
    environment = { INTERDESK_DATA: dataDir, INTERDESK_PORT: "0", DATABASE_URL: database.url };
    hub = await startHubProcess(environment);
  });
  after(async () => {
    await hub.stop();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    get dataDir() {
      return dataDir;
    },
    get database() {
      return database;
    },
    get hub() {
      return hub;
    },
    interdesk: (args, input = "", more = {}) => runCommandLine(args, { ...environment, ...more }, input),
  };
}

/** The command line in an environment of its own. */
export function runCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = "",
): Promise<CommandAnswer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["server/cli/main.ts", ...args], {
      cwd: root,
      env: childEnvironment(environment),
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (part: Buffer) => (out += part.toString()));
    child.stderr.on("data", (part: Buffer) => (err += part.toString()));
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}
