import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import tls from "node:tls";
import { mock } from "node:test";
import type { Authority } from "./certificates.ts";
import type { Loopback } from "./loopback.ts";

/**
 * Lets this process find a public host on this machine, by name and with TLS, as a changed `hosts` file and a redirected port
 * would. To call it, allow `<host>:443`; every authority but this one is forgotten.
 *
 * @returns finds it where it really is again
 */
export function mapHost(host: string, server: Loopback, authority: Authority): () => void {
  const port = Number(server.address.split(":")[1]);
  const known = tls.getCACertificates();
  tls.setDefaultCACertificates([authority.cert]);
  const { lookup } = dns;
  const { connect } = tls;
  mock.method(dns, "lookup", (...asked: Parameters<typeof lookup>) => lookup(...toLoopback(asked, host)));
  mock.method(tls, "connect", (...[options, ...rest]: [tls.ConnectionOptions, () => void]) =>
    connect(options.host === host ? { ...options, port } : options, ...rest),
  );
  syncBuiltinESMExports();
  return () => {
    mock.restoreAll();
    syncBuiltinESMExports();
    tls.setDefaultCACertificates(known);
  };
}

function toLoopback(asked: Parameters<typeof dns.lookup>, host: string): Parameters<typeof dns.lookup> {
  const [name, ...rest] = asked;
  return [name === host ? "127.0.0.1" : name, ...rest];
}
