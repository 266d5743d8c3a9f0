import { openDeskWorld } from "../../support/desk-world.ts";
import { defineScenario, type ScenarioContext } from "../scenario.ts";
import { askDatabase } from "../tools/ask-database.ts";
import { buildFiring, createSend, openSigned, signBody } from "../tools/signed.ts";

/** Addresses that are nearly one that leads somewhere; a token of another connection is one of them. */
function listNearly(url: string, other: string): readonly string[] {
  const [, base = "", id = "", token = ""] = /^(.*\/hooks)\/([^/]+)\/([^/]+)$/.exec(url) ?? [];
  const otherToken = other.slice(other.lastIndexOf("/") + 1);
  const at = (nth: number, letter: string) => `${base}/${id}/${token.slice(0, nth)}${letter}${token.slice(nth + 1)}`;
  const letters = [...token];
  return [
    ...["", "/", "//", "/*", "/%", "/%25", "/_", "/.", "/..", "/%00", "/null", "/undefined"].map(
      (end) => `${base}/${id}${end}`,
    ),
    ...["/", "/x", "/..", "/../", "//", "%00", "%20", "*", "=", "/*", `/${token}`].map((end) => url + end),
    `${base}/${token}`,
    `${base}/${token}/${id}`,
    `${base}/*/${token}`,
    `${base}//${id}/${token}`,
    `${base}/${id}//${token}`,
    `${base}/x/${id}/${token}`,
    `${base}/${id}/${otherToken}`,
    `${base}/${id}/${token.toUpperCase()}`,
    `${base}/${id}/${token.toLowerCase()}`,
    `${base}/${id.replaceAll(/\d/g, "0")}/${token}`,
    ...letters.slice(1).map((_, nth) => `${base}/${id}/${token.slice(0, nth + 1)}`),
    ...letters.slice(1).map((_, nth) => `${base}/${id}/${token.slice(nth + 1)}`),
    ...letters.map((_, nth) => at(nth, "*")),
    ...letters.map((letter, nth) => `${url}${letter}${nth}`),
    ...letters.flatMap((letter, nth) => {
      const swapped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
      return swapped === letter ? [] : [at(nth, swapped)];
    }),
  ];
}

export const forgedAddresses = defineScenario("J9", "addresses whose token is not right", async (context, sizes) => {
  const { world, hookUrl, send, stored } = await openSigned(context);
  const other = (await world.api.post("/connections", {
    name: "other",
    connector: "uptime-kuma",
    defaultClient: "Acme Dental",
  })) as { hookUrl: string };
  const nearly = listNearly(hookUrl, other.hookUrl);
  const chosen = nearly.map((_, nth) => nearly[(nth + context.random(nearly.length)) % nearly.length] ?? "");
  const addresses = [...new Set([...nearly.slice(0, 33), ...chosen, ...nearly])].slice(0, sizes.addresses);
  const found: string[] = [];
  for (const [nth, url] of addresses.entries()) {
    const body = buildFiring(`J9 ${nth}`);
    const { status } = await send(url, signBody(body, { id: `msg_${nth}` }), body);
    if (status !== 404) found.push(`${status} for ${url.slice(url.indexOf("/hooks"))}`);
  }
  const { length: kept } = await stored("signed");
  const body = buildFiring("J9 right");
  const { status } = await send(hookUrl, signBody(body, { id: "msg_right" }), body);
  return {
    pass: addresses.length === sizes.addresses && found.length === 0 && kept === 0 && status === 202,
    figure: `${addresses.length - found.length} of ${addresses.length} answered 404${found.map((one) => `, ${one}`).join("")}; ${kept} stored; the right address: ${status}`,
  };
});

const claims = ["x-forwarded-for", "x-real-ip", "forwarded", "x-client-ip", "x-forwarded-host", "x-original-url"];
const origins = ["127.0.0.1", "::1", "10.0.0.1", "192.0.2.1, 127.0.0.1", "for=127.0.0.1;proto=https", "localhost"];

export const forgedOrigins = defineScenario("J10", "a source without signatures", async (context, sizes) => {
  const { world, send, stored } = await openSigned(context);
  const add = (name: string) =>
    world.api.post("/connections", { name, connector: "uptime-kuma", defaultClient: "Acme Dental" });
  const added = (await Promise.all(["kuma", "kuma-2"].map(add))) as { hookUrl: string }[];
  const tokens = added.map(({ hookUrl }) => hookUrl.slice(hookUrl.lastIndexOf("/") + 1));
  const bits = Math.min(...tokens.map((token) => Buffer.from(token, "base64url").length * 8));
  const [{ hookUrl = "" } = {}] = added;
  const [token = ""] = tokens;
  let passed = 0;
  for (let nth = 0; nth < sizes.requests; nth++) {
    const guess = [...token]
      .toReversed()
      .join("")
      .slice(nth % 2);
    const claim = claims[nth % claims.length] ?? "";
    const headers = { "content-type": "application/json", [claim]: origins[nth % origins.length] };
    const { status } = await send(hookUrl.replace(token, guess), headers, buildFiring("J10"));
    if (status !== 404) passed += 1;
  }
  const { length: kept } = await stored("kuma");
  const { status } = await send(hookUrl, { "content-type": "application/json" }, buildFiring("J10"));
  return {
    pass: bits >= sizes.bits && new Set(tokens).size === 2 && passed === 0 && kept === 0 && status === 202,
    figure: `an address of ${bits} bits; ${passed} of ${sizes.requests} with a guessed one and a claimed origin passed, ${kept} stored; the right address: ${status}`,
  };
});

const listed = "192.0.2.0/24";
const inside = "192.0.2.7";
/** What a sender from elsewhere may claim, each with an address that is listed in it. */
const listedOrigin = [
  inside,
  `${inside}, 10.0.0.1`,
  `10.0.0.1, ${inside}`,
  `for=${inside}`,
  `[${inside}]`,
  `::ffff:${inside}`,
];

/** A hub whose only source is held to addresses from which nobody here can send. */
async function openHeld(context: ScenarioContext, environment: Readonly<Record<string, string>>) {
  const world = await openDeskWorld(context, {}, { environment });
  const { hookUrl } = (await world.api.post("/connections", {
    name: "kuma",
    connector: "uptime-kuma",
    defaultClient: "Acme Dental",
    allowedFrom: [listed],
  })) as { hookUrl: string };
  const send = createSend(context);
  const count = async (statement: string) => {
    const [row] = await askDatabase<{ count: number }>(
      world.database,
      `select count(*)::int as count from ${statement}`,
    );
    return row?.count ?? -1;
  };
  return {
    send: (claim: Readonly<Record<string, string>>, url = hookUrl) =>
      send(url, { "content-type": "application/json", ...claim }, buildFiring("J10")),
    wrongUrl: `${hookUrl.slice(0, -4)}AAAA`,
    stored: () => count("delivery"),
    audited: () => count("audit where action = 'hook.refused'"),
  };
}

export const listedOrigins = defineScenario(
  "J10-addresses",
  "a source that is held to a list of addresses",
  async (context, sizes) => {
    const alone = await openHeld(context, {});
    const wrong = await alone.send({}, alone.wrongUrl);
    let passed = 0;
    for (let nth = 0; nth < sizes.requests; nth++) {
      const claim = claims[nth % claims.length] ?? "";
      const answer = await alone.send({ [claim]: listedOrigin[nth % listedOrigin.length] ?? "" });
      if (answer.status !== 404 || answer.text !== wrong.text) passed += 1;
    }
    const rows = await alone.audited();
    const kept = await alone.stored();
    const behind = await openHeld(context, { INTERDESK_TRUSTED_PROXIES: "127.0.0.1" });
    const forwarded = async (chain: string) => (await behind.send({ "x-forwarded-for": chain })).status;
    const told = [
      await forwarded(inside),
      await forwarded(`203.0.113.9, ${inside}`),
      await forwarded("192.0.3.0"),
      await forwarded(`${inside}, 203.0.113.9`),
    ];
    return {
      pass: passed === 0 && kept === 0 && rows === 1 && told.join() === "202,202,404,404",
      figure: `${passed} of ${sizes.requests} from elsewhere with a claimed origin passed, ${kept} stored, ${rows} rows of audit; behind a trusted proxy: ${told.join(", ")} for listed, listed behind a claim, not listed, not listed behind a claim`,
    };
  },
);
