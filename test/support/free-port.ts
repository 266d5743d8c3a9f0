import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";

const lowest = 10_000;
/** Where the system's own choice begins, as Linux has it unless it was told otherwise; others begin higher. */
const usualEnd = 32_768;

/**
 * A port on the loopback address that nobody listens on now, and that the system gives to nobody who asks for any: it is still
 * free when a program has ended and is started there once more.
 */
export async function findFreePort(): Promise<number> {
  const range = await readFile("/proc/sys/net/ipv4/ip_local_port_range", "utf8").catch(() => String(usualEnd));
  const end = Math.max(lowest + 1, Number.parseInt(range, 10));
  for (;;) {
    const port = randomInt(lowest, end);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", (cause: NodeJS.ErrnoException) =>
      cause.code === "EADDRINUSE" || cause.code === "EACCES" ? resolve(false) : reject(cause),
    );
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
