import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import type { VendorCall } from "../http.ts";
import { createLocalSlots } from "./local-slots.ts";
import { createVendorHttp } from "./vendor-http.ts";

export const secret = "S3cret-of-the-vendor";
const closers: (() => void)[] = [];
after(() => closers.forEach((close) => close()));

export async function serve(listener: RequestListener): Promise<{ url: string; address: string; hits: () => number }> {
  let hits = 0;
  const server: Server = createServer((request, response) => {
    hits += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, address: `127.0.0.1:${port}`, hits: () => hits };
}

export function open(allowedPrivate: readonly string[] = [], timeouts = {}, mayChange = () => true) {
  const http = createVendorHttp({
    account: "t:a",
    slots: createLocalSlots(),
    allowedPrivate,
    secrets: [secret],
    clock: { now: () => new Date() },
    random: () => 0,
    timeouts,
    mayChange,
  });
  closers.push(() => void http.close());
  return http;
}
export const call = (url: string, change: Partial<VendorCall> = {}): VendorCall => ({
  method: "GET",
  url,
  buckets: [{ name: "b", slots: 2 }],
  safe: true,
  ...change,
});
