import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createLocalSlots } from "../../../connectors/http/local-slots.ts";
import { createVendorHttp } from "../../../connectors/http/vendor-http.ts";

/**
 * In a process of its own: reads many small answers, as a hub does all day, then one without end. Tells the kind of the
 * outcome, and by how much the process grew at most meanwhile; MB. Argument: `host:port` of the server.
 */
const warmUpCalls = 300;
const [, , address = ""] = process.argv;
const http = createVendorHttp({
  account: "t:flood",
  slots: createLocalSlots(),
  allowedPrivate: [address],
  secrets: [],
  clock: { now: () => new Date() },
});
const read = (path: string) =>
  http.request({ method: "GET", url: `http://${address}${path}`, buckets: [], safe: true });

for (let count = 0; count < warmUpCalls; count++) await read("/small");
// What the runtime itself takes when it first collects is not the answer's.
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
collectGarbage();
const before = process.memoryUsage.rss();
let most = before;
const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
const result = await read("/endless");
clearInterval(timer);
most = Math.max(most, process.memoryUsage.rss());
await http.close();
process.stdout.write(
  JSON.stringify({ kind: result.ok ? "answered" : result.error.kind, grownMb: (most - before) / 1_048_576 }),
);
