import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A real Chromium: the system's, or the one that `CHROMIUM` names. */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? usual.find((file) => existsSync(file));
  if (!executablePath)
    throw new Error("There is no Chromium here. Install Debian's package chromium, or name one in CHROMIUM.");
  // Where the system speaks no UTF-8, Chromium saves nothing under a name with an umlaut.
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  return chromium.launch({ executablePath, args: ["--no-sandbox"], env });
}
