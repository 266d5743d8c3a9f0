import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { askDatabase } from "../chaos/tools/ask-database.ts";
import type { Browser } from "../support/browser.ts";
import { becomeOwner, openPeopleWorld, ownerPassword, type PeopleWorld } from "../support/people-world.ts";

let world: PeopleWorld;
let owner: Browser;
const closers: (() => Promise<void>)[] = [];
before(async () => {
  world = await openPeopleWorld({ after: (run) => void closers.push(run) });
  owner = await becomeOwner(world);
});
after(async () => {
  for (const close of closers) await close();
});

const sessionCookie = "interdesk.session_token";

describe("requests that another site may have sent (V2)", () => {
  const json = "application/json";
  /** Headers, and the body where it is not JSON. */
  const variants = (own: string): readonly [string, Record<string, string>, string?][] => [
    ["no origin", { "content-type": json }],
    ["another origin", { origin: "https://evil.example", "content-type": json }],
    ["origin null", { origin: "null", "content-type": json }],
    ["an empty origin", { origin: "", "content-type": json }],
    ["our origin as the beginning of another", { origin: `${own}.evil.example`, "content-type": json }],
    ["our origin as a part of another", { origin: `https://evil.example/${own}`, "content-type": json }],
    ["our host with another scheme", { origin: own.replace("http:", "https:"), "content-type": json }],
    ["our host at another port", { origin: own.replace(/\d+$/, "1"), "content-type": json }],
    ["our host without a port", { origin: own.replace(/:\d+$/, ""), "content-type": json }],
    ["our origin in capitals and with a slash", { origin: `${own.toUpperCase()}/`, "content-type": json }],
    ["two origins", { origin: `${own} https://evil.example`, "content-type": json }],
    ["another site, as the browser says", { "sec-fetch-site": "cross-site", "content-type": json }],
    ["the same site, another host", { "sec-fetch-site": "same-site", "content-type": json }],
    ["no site, as typed", { "sec-fetch-site": "none", "content-type": json }],
    [
      "another origin, said to be the same",
      { origin: "https://evil.example", "sec-fetch-site": "same-origin", "content-type": json },
    ],
    ["another origin in our referer", { origin: "https://evil.example", referer: `${own}/`, "content-type": json }],
    ["our referer alone", { referer: `${own}/`, "content-type": json }],
    ["JSON as text", { origin: own, "content-type": "text/plain" }],
    ["JSON as text, with JSON's name in it", { origin: own, "content-type": "text/plain; application/json" }],
    ["JSON as a form", { origin: own, "content-type": "application/x-www-form-urlencoded" }],
    ["JSON as a form of parts", { origin: own, "content-type": "multipart/form-data; boundary=x" }],
    ["no type", { origin: own, "content-type": "" }],
    ["JSON's relatives", { origin: own, "content-type": "application/json+x" }],
    [
      "a form",
      { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
      "email=a&role=owner",
    ],
    ["a form without origin", { "content-type": "application/x-www-form-urlencoded" }, "email=a&role=owner"],
    ["text without origin", { "content-type": "text/plain" }],
    [
      "another site that tells our origin",
      { "sec-fetch-site": "cross-site", "content-type": "text/plain", origin: own },
    ],
    ["a method in a header", { "x-http-method-override": "DELETE", "content-type": json }],
    [
      "our host in another header",
      { "x-forwarded-host": new URL(own).host, origin: "https://evil.example", "content-type": json },
    ],
    ["an origin of another kind", { origin: "file://", "content-type": json }],
    ["an extension's origin", { origin: "chrome-extension://abcdef", "content-type": json }],
  ];

  it("are refused, each of more than thirty, and change nothing", async () => {
    const list = variants(world.hub.url);
    assert.ok(list.length >= 30, String(list.length));
    const invitation = JSON.stringify({ email: "planted@evil.example", name: "Planted", role: "owner" });
    const routes = [
      ["POST", "/api/v1/people"],
      ["DELETE", "/api/v1/me/sessions"],
      ["POST", "/api/auth/sign-out"],
      ["POST", "/api/auth/change-password"],
    ] as const;
    let accepted = 0;
    for (const [sentence, headers, body] of list)
      for (const [method, route] of routes) {
        const { status } = await owner.send(method, route, { headers, body: body ?? invitation });
        assert.equal(status, 403, `${sentence}: ${method} ${route}`);
        accepted += status < 300 ? 1 : 0;
      }
    assert.equal(accepted, 0);
    assert.equal((await owner.call("GET", "/api/v1/me")).status, 200);
    assert.deepEqual(await askDatabase(world.database, "select 1 from person where email like '%evil%'"), []);
  });

  it("are also refused where somebody is to be signed in as another", async () => {
    const stranger = world.browser();
    const body = JSON.stringify({ email: "olga@msp.example", password: ownerPassword });
    for (const [sentence, headers] of variants(world.hub.url)) {
      const { status } = await stranger.send("POST", "/api/auth/sign-in/email", { headers, body });
      assert.equal(status, 403, sentence);
    }
    assert.equal(stranger.cookies.has(sessionCookie), false);
  });

  it("are taken from our own pages, by origin or as the browser says, and with a token from anywhere", async () => {
    const body = JSON.stringify({});
    const { port } = new URL(world.hub.url);
    for (const headers of [
      { origin: world.hub.url, "content-type": "application/json" },
      { origin: world.hub.url, "content-type": "application/json; charset=utf-8" },
      { "sec-fetch-site": "same-origin", "content-type": "application/json" },
      { origin: `http://localhost:${port}`, "content-type": "application/json" },
    ])
      assert.equal((await owner.send("POST", "/api/v1/people", { headers, body })).status, 422);
    const { key } = (await world.api.post("/api-keys", { name: "csrf", role: "admin" })) as { key: string };
    const headers = {
      authorization: `Bearer ${key}`,
      origin: "https://elsewhere.example",
      "content-type": "application/json",
    };
    assert.equal((await world.browser().send("POST", "/api/v1/people", { headers, body })).status, 422);
    const both = { ...headers, authorization: "Bearer wrong" };
    assert.equal(
      (await owner.send("POST", "/api/v1/people", { headers: both, body })).status,
      401,
      "a token that is wrong is not helped by a cookie",
    );
  });
});

describe("what somebody sees who has signed in", () => {
  it("is kept by no browser and no proxy", async () => {
    for (const route of [
      "/api/v1/tickets",
      "/api/v1/me",
      "/api/v1/people",
      "/api/auth/list-accounts",
      "/api/auth/providers",
    ]) {
      const { headers } = await owner.call("GET", route);
      assert.deepEqual(
        ["cache-control", "x-content-type-options", "referrer-policy"].map((name) => headers.get(name)),
        ["no-store", "nosniff", "no-referrer"],
        route,
      );
    }
  });
});
