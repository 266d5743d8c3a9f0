import tls from "node:tls";
import { type Certificate, createAuthority } from "../../support/certificates.ts";
import { serveHttps } from "../../support/loopback.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { openWayOut } from "../tools/vendor-http.ts";

const ours = { name: "vendor.example", ip: "127.0.0.1" };

/** One read and one write towards a server with this certificate. */
async function ask(context: ScenarioContext, certificate: Certificate) {
  let reached = 0;
  const server = await serveHttps(certificate, (_, response) => {
    reached += 1;
    response.end("{}");
  });
  context.after(async () => server.close());
  const way = openWayOut(context, { address: server.address, secure: true });
  const results = [await way.write(), await way.read()];
  return {
    reached,
    refusals: results.flatMap((result) => (result.ok ? [] : [result.error])),
  };
}

export const badCertificates = defineScenario(
  "F18",
  "certificates that are not to be trusted",
  async (context, sizes) => {
    const authority = createAuthority("known");
    const before = tls.getCACertificates("default");
    tls.setDefaultCACertificates([authority.cert]);
    context.after(async () => tls.setDefaultCACertificates(before));
    const bad: readonly [Certificate, RegExp][] = [
      [authority.issue({ ...ours, validUntil: new Date("2026-01-01T00:00:00Z") }), /has expired/],
      [authority.issue({ name: "other.example" }), /for another host name/],
      [authority.issue({ name: "other.example", ip: "127.0.0.2" }), /for another host name/],
      [createAuthority("self"), /is self-signed/],
      [createAuthority("unknown").issue(ours), /could not be verified|not known here/],
    ];
    const good = await ask(context, authority.issue(ours));
    const asked = await Promise.all(bad.map(([certificate]) => ask(context, certificate)));
    const accepted = asked.reduce((sum, { reached }) => sum + reached, 0);
    const told = asked.flatMap(({ refusals }, index) =>
      refusals.filter(({ kind, detail }) => kind === "unavailable" && bad[index]?.[1].test(detail)),
    ).length;
    return {
      pass: accepted === 0 && told === sizes.calls && good.reached === 2,
      figure: `${accepted} of ${2 * bad.length} calls accepted, ${told} refused in words that name the reason; ${good.reached} of 2 with a good certificate`,
    };
  },
);
