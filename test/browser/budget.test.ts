import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { useConsoleWorld } from "./support/console-world.ts";

/** Of all script that the first page loads, as it comes over the wire; by our own promise. */
const mostScriptBytes = 300 * 1024;
const built = new URL("../../server/console/dist/assets/", import.meta.url);

const readBuilt = (end: string) =>
  readdirSync(built)
    .filter((name) => name.endsWith(end))
    .map((name) => readFileSync(new URL(name, built), "utf8"));
/** What stands in a script of each of the heavy packages, and in no other: pages that need them bring them along. */
const heavy = { charts: "recharts", yaml: "YAMLParseError", comparison: "comparator" };
/** They come along with the part that they belong to, and are drawn by nobody here. */
const undrawn = ["CheckboxCard", "CheckboxIndicator", "RadioCard", "RadioIndicator"];
/** Hashed names of Mantine's own classes. */
const namedIn = (text: string, form: RegExp) => new Set([...text.matchAll(form)].map(([, name = ""]) => name));

describe("what the console weighs", () => {
  const own = useConsoleWorld();

  it("is at most 300 kB of compressed script for the first page, in either language", async () => {
    for (const language of ["en", "de"] as const) {
      const page = await own.open("/account", { language });
      const network = await page.context().newCDPSession(page);
      await network.send("Network.enable");
      await network.send("Network.setCacheDisabled", { cacheDisabled: true });
      const scripts = new Map<string, string>();
      const sizes = new Map<string, number>();
      const plain: string[] = [];
      network.on("Network.responseReceived", ({ requestId, type, response }) => {
        if (type !== "Script") return;
        scripts.set(requestId, response.url);
        const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === "content-encoding");
        // What is smaller than a packet is not worth compressing.
        if (!encoding && Number(response.headers["content-length"] ?? 0) > 1_400) plain.push(response.url);
      });
      network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        sizes.set(requestId, encodedDataLength);
      });
      // The list is asked for by what comes last.
      await Promise.all([page.waitForResponse(/\/tickets\?/), page.goto("/", { waitUntil: "load" })]);
      await page.getByRole("heading", { level: 1 }).waitFor();
      const bytes = [...scripts.keys()].reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
      assert.ok(scripts.size > 3 && bytes > 50_000, `only ${scripts.size} scripts of ${bytes} bytes were seen`);
      assert.deepEqual(plain, [], "these come uncompressed");
      assert.ok(bytes <= mostScriptBytes, `${Math.round(bytes / 1024)} KiB of script in ${language}`);
      const texts = await page.evaluate(
        (urls) => Promise.all(urls.map(async (url) => (await fetch(url)).text())),
        [...scripts.values()],
      );
      for (const [what, sign] of Object.entries(heavy)) assert.ok(!texts.join("\n").includes(sign), what);
    }
  });

  it("leaves no part of Mantine without its style sheet", () => {
    const require = createRequire(import.meta.url);
    const whole = ["@mantine/core", "@mantine/charts", "@mantine/notifications"]
      .map((name) => readFileSync(require.resolve(`${name}/styles.css`), "utf8"))
      .join("\n");
    const known = namedIn(whole, /\.(m_[0-9a-f]+)/g);
    const used = namedIn(readBuilt(".js").join("\n"), /["'`\s](m_[0-9a-f]+)["'`\s]/g);
    const styled = namedIn(readBuilt(".css").join("\n"), /\.(m_[0-9a-f]+)/g);
    assert.ok(used.size > 50, `only ${used.size} classes were found in the scripts`);
    const sheets = undrawn.map((part) => readFileSync(require.resolve(`@mantine/core/styles/${part}.css`), "utf8"));
    const needless = namedIn(sheets.join("\n"), /\.(m_[0-9a-f]+)/g);
    assert.deepEqual(
      [...used].filter((name) => known.has(name) && !styled.has(name) && !needless.has(name)),
      [],
    );
  });
});
