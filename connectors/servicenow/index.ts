import { defineConnector } from "../contract.ts";
import { buildSetup } from "./business-rule.ts";
import { createDesk } from "./desk.ts";
import { manifest } from "./manifest.ts";
import { parseNotice, verifyNotice } from "./webhook.ts";

/** ServiceNow's limits are counted by the hour. @see https://www.servicenow.com/docs/ inbound-REST-API-rate-limiting */
const windowMs = 3_600_000;

/** ServiceNow incidents, or another table that extends task, through the Table and Attachment APIs and business rules. */
export const servicenow = defineConnector({
  manifest,
  buildSetup,
  budget: ({ callsPerHour }) => ({ calls: callsPerHour, windowMs }),
  create: (world) => {
    const secrets = world.secretVersions.map(({ webhookSecret }) => webhookSecret);
    const desk = createDesk(world);
    return {
      desk,
      inbound: { verify: (request) => verifyNotice(request, secrets), parse: ({ body }) => parseNotice(body) },
      close: () => desk.close(),
    };
  },
});
