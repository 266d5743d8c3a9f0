import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { zabbix } from "./index.ts";

const hookUrl = "https://hub.example/hooks/a/b";
const secrets = { bearerToken: 'a-token-with-"quotes"-and-\\-20:30' };

interface MediaType {
  name: string;
  type: string;
  parameters: { name: string; value: string }[];
  script: string;
  attempts: string;
}

function mediaTypeOf(given: Readonly<Record<string, string>>): { text: string; mediaType: MediaType } {
  const [setup] = zabbix.buildSetup?.({ settings: {}, secrets: given, hookUrl }) ?? [];
  const text = setup?.text ?? "";
  const parsed = parse(text) as { zabbix_export: { version: string; media_types: MediaType[] } };
  assert.equal(parsed.zabbix_export.version, "6.0");
  return { text, mediaType: parsed.zabbix_export.media_types[0] ?? assert.fail("no media type") };
}

/** As Zabbix runs it: a function of `value`, with its own request object. */
function run(script: string, parameters: object, status: number) {
  const headers: string[] = [];
  const posts: [string, string][] = [];
  class HttpRequest {
    addHeader(header: string) {
      headers.push(header);
    }
    post(url: string, body: string) {
      posts.push([url, body]);
    }
    getStatus() {
      return status;
    }
  }
  const answer: unknown = runInNewContext(`(function (value) { ${script} })(input)`, {
    HttpRequest,
    input: JSON.stringify(parameters),
  });
  return { headers, posts, answer };
}

describe("the media type that an admin of Zabbix imports", () => {
  const { text, mediaType } = mediaTypeOf(secrets);
  const parameters = Object.fromEntries(mediaType.parameters.map(({ name, value }) => [name, value]));

  it("is a webhook that tries again, with address and token filled in as they are", () => {
    assert.deepEqual([mediaType.name, mediaType.type, mediaType.attempts], ["Interdesk", "WEBHOOK", "10"]);
    assert.deepEqual([parameters["interdesk_url"], parameters["interdesk_token"]], [hookUrl, secrets.bearerToken]);
    assert.equal(
      "interdesk_token" in Object.fromEntries(mediaTypeOf({}).mediaType.parameters.map((p) => [p.name, 1])),
      false,
    );
  });

  it("has every value in quotes, so that no reader takes it for a number or a date", () => {
    for (const [, value] of text.matchAll(/^ +(?:- )?(?:name|value|timeout|attempts|attempt_interval): (.*)$/gm))
      assert.match(value ?? "", /^".*"$/);
  });

  it("posts every other parameter, and the token as a header only", () => {
    const filled: Record<string, string> = { ...parameters, event_id: "25", event_name: 'C: "full"\n97 %' };
    const { headers, posts, answer } = run(mediaType.script, filled, 202);
    assert.deepEqual(headers, ["Content-Type: application/json", `Authorization: Bearer ${secrets.bearerToken}`]);
    const [[url, body] = assert.fail("nothing was posted")] = posts;
    const { interdesk_url: _url, interdesk_token: _token, ...rest } = filled;
    assert.deepEqual([url, JSON.parse(body), answer], [hookUrl, rest, "OK"]);
    assert.equal(body.includes("a-token"), false);
  });

  for (const status of [199, 300, 401, 503])
    it(`throws at ${status}, so that Zabbix tries again`, () =>
      assert.throws(
        () => run(mediaType.script, parameters, status),
        (thrown) => thrown === `Interdesk answered ${status}`,
      ));

  it("is ECMAScript 5, as Zabbix has no other", () => {
    assert.doesNotMatch(mediaType.script, /=>|`|\b(?:let|const|class|async|await)\b/);
  });
});
