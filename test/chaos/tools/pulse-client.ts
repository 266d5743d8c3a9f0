import { setTimeout as pause } from "node:timers/promises";
import { Client } from "undici";

/** In a process of its own: asks whether a hub lives, again and again, until its input ends; prints what each took; ms. */
const [, , url = ""] = process.argv;
const client = new Client(url, { pipelining: 1 });
const times: number[] = [];
let on = true;
process.stdin.on("end", () => (on = false)).resume();
process.stdout.write("on\n");
while (on) {
  const askedAt = performance.now();
  const { body } = await client.request({ method: "GET", path: "/livez" });
  await body.dump();
  times.push(performance.now() - askedAt);
  await pause(2);
}
await client.close();
process.stdout.write(JSON.stringify(times));
