import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { z } from "zod";
import { capabilities, type Manifest } from "../../../connectors/contract.ts";
import { ValueMaps } from "../../../schemas/value-map.ts";
import { describeTexts } from "./texts.ts";

/** Kept with deliveries and shown to admins. */
const credentialHeader = /authorization|cookie|api-?key|secret|token/i;

/** What can be said of a connector without opening it. */
export function describeManifest(manifest: Manifest<z.ZodObject, z.ZodObject>): void {
  describe("manifest", () => {
    it("has a label and help for every setting and secret, and for nothing else", () => {
      const keys = [...Object.keys(manifest.settings.shape), ...Object.keys(manifest.secrets.shape)];
      assert.deepEqual(Object.keys(manifest.help).toSorted(), keys.toSorted());
    });

    describeTexts(manifest);

    it("marks as secret exactly what is kept as secret", () => {
      const marked = Object.entries(manifest.help).filter(([, { secret }]) => secret === true);
      assert.deepEqual(marked.map(([key]) => key).toSorted(), Object.keys(manifest.secrets.shape).toSorted());
    });

    it("names its capabilities once each, and only those that there are", () => {
      assert.deepEqual([...new Set(manifest.capabilities)], [...manifest.capabilities]);
      assert.deepEqual(
        manifest.capabilities.filter((one) => !capabilities.includes(one)),
        [],
      );
    });

    it("says what it takes and keeps: content types without parameters, no header with credentials", () => {
      if (manifest.capabilities.includes("webhook")) assert.ok(manifest.contentTypes.length > 0);
      for (const type of manifest.contentTypes) assert.match(type, /^(?:[a-z]+\/[a-z0-9.+-]+)?$/);
      for (const name of manifest.keepHeaders) assert.match(name, /^[a-z0-9-]{2,}\*?$/);
      for (const name of manifest.keepQuery ?? []) assert.match(name, /^[a-z]{2,20}$/);
      assert.deepEqual(
        manifest.keepHeaders.filter((name) => credentialHeader.test(name)),
        [],
      );
    });

    it("says how those who deliver are known, where anybody delivers", () => {
      if (manifest.capabilities.includes("webhook")) assert.match(manifest.signsBy ?? "", /\p{L}{3}/u);
    });

    it("tells an admin what to do, with the address of the webhook where there is one", () => {
      assert.match(manifest.name, /^[a-z][a-z0-9-]*$/);
      assert.match(manifest.title, /\p{L}{3}/u);
      assert.ok(manifest.setupSteps.length > 0);
      const namesAddress = manifest.setupSteps.some((step) => step.en.includes("{hookUrl}"));
      assert.equal(namesAddress, manifest.capabilities.includes("webhook"));
      const namesMail = manifest.setupSteps.some((step) => step.en.includes("{mailAddress}"));
      assert.equal(namesMail, manifest.capabilities.includes("mail"));
    });

    it("has tables for fields that it maps only, in words that there are", () => {
      const tables = ValueMaps.parse(manifest.defaultMaps ?? {});
      const mapped: readonly string[] = manifest.mapped ?? [];
      assert.deepEqual(
        Object.keys(tables).filter((field) => !mapped.includes(field)),
        [],
      );
      assert.equal(new Set(mapped).size, mapped.length);
    });
  });
}
