import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { once } from "node:events";

/** A script as an admin would save it, run with this environment and no other, and these arguments. */
export async function runScript(
  text: string,
  environment: Readonly<Record<string, string>>,
  given: readonly string[] = [],
): Promise<{ code: number | null; out: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interdesk-script-"));
  try {
    const file = path.join(folder, "script.sh");
    await writeFile(file, text, { mode: 0o700 });
    const child = spawn(file, [...given], { cwd: folder, env: { PATH: process.env["PATH"] ?? "", ...environment } });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (out += part.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    assert.doesNotMatch(out, /not found/, "sh and curl are there");
    return { code, out };
  } finally {
    await rm(folder, { recursive: true });
  }
}
