import net from "node:net";
import { defineScenario } from "../scenario.ts";
import { bearerToken, buildBody } from "../tools/alerts.ts";
import { openEdge } from "../tools/edge-world.ts";
import { sendPaced } from "../tools/paced.ts";
import { quantile } from "../tools/parallel.ts";
import { eachTime } from "../../bench/storm-bodies.ts";

/** What a slow sender begins with, and what it adds each second. */
const kinds: readonly ((path: string) => { head: string; more: string })[] = [
  () => ({ head: "", more: "" }),
  (path) => ({ head: `POST ${path} HTTP/1.1\r\nHost: x\r\n`, more: "X-Slow: 1\r\n" }),
  (path) => ({
    head: `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${bearerToken}\r\nContent-Length: 100000\r\n\r\n`,
    more: "{",
  }),
  (path) => ({
    head: `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${bearerToken}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    more: "1\r\n{\r\n",
  }),
];

/** Opens so many of them. @returns resolves when the last is closed by the other side; s that the longest was open */
async function drip(
  url: string,
  connections: number,
  limitSeconds: number,
): Promise<{ longest: number; open: number }> {
  const { hostname, port, pathname } = new URL(url);
  const ends = Array.from({ length: connections }, async (_, nth) => {
    const { head, more } = kinds[nth % kinds.length]?.(pathname) ?? { head: "", more: "" };
    const socket = net.connect(Number(port), hostname);
    const startedAt = performance.now();
    return new Promise<number>((resolve) => {
      const timer = setInterval(() => {
        if (performance.now() - startedAt > limitSeconds * 2_000) socket.destroy();
        else if (more !== "" && socket.writable) socket.write(more);
      }, 1_000);
      socket.on("connect", () => head !== "" && socket.write(head));
      socket.on("error", () => {}).resume();
      socket.on("close", () => {
        clearInterval(timer);
        resolve((performance.now() - startedAt) / 1_000);
      });
    });
  });
  const lasted = await Promise.all(ends);
  return { longest: Math.max(...lasted), open: lasted.filter((seconds) => seconds > limitSeconds).length };
}

export const slowSenders = defineScenario(
  "N6",
  "connections that send as slowly as they can",
  async (context, sizes) => {
    const { hub, hookUrl } = await openEdge(context, { INTERDESK_LOG_LEVEL: "error" });
    const headers = { "content-type": "application/json", authorization: `Bearer ${bearerToken}` };
    const body = await buildBody([{ name: `N6 ${eachTime}`, severity: "warning", client: "" }]);
    const { perSecond } = sizes;
    const measure = async (from: number) => {
      const load = {
        url: hookUrl,
        headers,
        body,
        perSecond,
        total: perSecond * sizes.seconds,
        keys: 20,
        connections: 16,
      };
      const answers = await sendPaced({ ...load, from });
      const late = quantile(
        answers.map(({ ms }) => ms),
        0.99,
      );
      return { late, lost: answers.filter(({ status }) => status !== 202).length };
    };
    await measure(0);
    const quiet = await measure(100);
    const dripping = drip(hub.url + new URL(hookUrl).pathname, sizes.connections, sizes.mostSeconds);
    const beside = await measure(200);
    const { longest, open } = await dripping;
    return {
      pass:
        open === 0 &&
        quiet.lost + beside.lost === 0 &&
        beside.late <= Math.max(2 * quiet.late, quiet.late + sizes.noiseMs),
      figure: `p99 of ${perSecond} deliveries a second ${quiet.late.toFixed(1)} ms in quiet and ${beside.late.toFixed(1)} ms beside ${sizes.connections} slow connections, ${quiet.lost + beside.lost} not taken; the last of these was closed after ${longest.toFixed(1)} s, ${open} later than ${sizes.mostSeconds} s`,
    };
  },
);
