import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, it } from "node:test";
import vm from "node:vm";
import { assertSetupTexts } from "../../test/contract/cases/texts.ts";
import type { InboundRequest } from "../contract.ts";
import { servicenow } from "./index.ts";
import { parseNotice, verifyNotice } from "./webhook.ts";

const webhookSecret = "quote'and\\slash-16+";
const hookUrl = "https://hub.example/hooks/1/it's";
const setup = servicenow.buildSetup?.({
  settings: { instanceUrl: "https://x.service-now.com", userName: "o'neil" },
  secrets: { clientSecret: "hidden-client-secret", webhookSecret },
  hookUrl,
});
const [notice, deletion, files, properties] = setup ?? [];

const columns: Record<string, string> = {
  number: "INC0048213",
  sys_mod_count: "6",
  sys_updated_on: "2026-04-14 09:30:42",
  sys_updated_by: "jürgen ☎",
  correlation_id: "",
  company: "e07c",
  sys_domain: "global",
};

/** Runs a rule as the platform would, with what the platform offers; answers the request that it sent. */
function run(script: string, decodesKey = true): { request: InboundRequest; url: string; sentBy: string } {
  const headers: Record<string, string> = {};
  const sent = { url: "", body: "", by: "" };
  class RESTMessageV2 {
    setEndpoint(url: string) {
      sent.url = url;
    }
    setHttpMethod() {}
    setHttpTimeout() {}
    setRequestHeader(name: string, value: string) {
      headers[name.toLowerCase()] = value;
    }
    setRequestBody(body: string) {
      sent.body = body;
    }
    execute() {
      sent.by = "execute";
    }
    executeAsync() {
      sent.by = "executeAsync";
    }
  }
  vm.runInNewContext(script, {
    previous: null,
    current: {
      getTableName: () => "incident",
      operation: () => "update",
      getUniqueValue: () => "5c1f0a7e97b4e110d4a1b6e3f153af21",
      getValue: (name: string) => columns[name] ?? null,
    },
    gs: { generateGUID: () => "3f0c92e697f4e110d4a1b6e3f153af99", getProperty: () => "msp-demo", warn: assert.fail },
    GlideDateTime: class {
      getValue() {
        return "2026-04-14 09:30:44";
      }
    },
    GlideCertificateEncryption: class {
      generateMac(key: string, algorithm: string, data: string) {
        assert.equal(algorithm, "HmacSHA256");
        return createHmac("sha256", decodesKey ? Buffer.from(key, "base64") : key)
          .update(data)
          .digest("base64");
      }
    },
    sn_ws: { RESTMessageV2 },
  });
  const request = { method: "POST", headers, query: {}, body: Buffer.from(sent.body), receivedAt: new Date() };
  return { request, url: sent.url, sentBy: sent.by };
}

describe("the generated business rules", () => {
  for (const [name, text, sentBy, operation] of [
    ["of a change", notice?.text ?? "", "execute", "update"],
    ["of a deletion", deletion?.text ?? "", "executeAsync", "delete"],
  ] as const) {
    it(`${name}: sends what our webhook accepts`, () => {
      const ran = run(text);
      assert.equal(ran.url, hookUrl);
      assert.equal(ran.sentBy, sentBy);
      assert.deepEqual(verifyNotice(ran.request, [webhookSecret]), { accepted: true });
      assert.equal(verifyNotice(ran.request, ["another-secret-16"]).accepted, false);
      const parsed = parseNotice(ran.request.body);
      assert.ok(parsed.ok);
      assert.equal(parsed.value.deliveryKey, "3f0c92e697f4e110d4a1b6e3f153af99");
      const body = Buffer.from(ran.request.body).toString();
      assert.match(body, /^[\x20-\x7e]+$/);
      const json = JSON.parse(body) as Record<string, unknown>;
      assert.equal(json["sys_updated_by"], columns["sys_updated_by"]);
      assert.equal(json["operation"], operation);
    });

    it(`${name}: passes also where a release signs with the key's base64 text`, () => {
      assert.deepEqual(verifyNotice(run(text, false).request, [webhookSecret]), { accepted: true });
    });

    it(`${name}: is ASCII and older than arrow functions, templates and let`, () => {
      assert.match(text, /^[\n\x20-\x7e]+$/);
      assert.doesNotMatch(text, /=>|`|\b(let|const|class)\b/);
    });
  }

  it("of a file: updates its ticket, which changes nothing but its time", () => {
    const done: unknown[] = [];
    class GlideRecord {
      constructor(table: string) {
        done.push(table);
      }
      get(id: string) {
        return done.push(id) > 0;
      }
      setForceUpdate(force: boolean) {
        done.push(force);
      }
      update() {
        done.push("update");
      }
    }
    vm.runInNewContext(files?.text ?? "", { previous: null, current: { getValue: () => "5c1f" }, GlideRecord });
    assert.deepEqual(done, ["incident", "5c1f", true, "update"]);
  });

  it("are called in every language as the steps call them", () => assertSetupTexts(setup ?? [], servicenow.manifest));

  it("tell where they go, leave our own user's changes out, and name the properties", () => {
    assert.match(notice?.place.en ?? "", /Table: incident.*async.*current\.sys_updated_by != 'o\\'neil'/);
    assert.match(deletion?.place.en ?? "", /before.*Delete: on.*gs\.getUserName\(\) != 'o\\'neil'/);
    assert.match(properties?.text ?? "", /client\.credential\.grant_type\.enabled = true/);
    assert.ok(!JSON.stringify(setup).includes("hidden-client-secret"));
  });
});
