import { SlaPlan } from "../../schemas/sla-plan.ts";

/**
 * What counts until an admin saves a plan: around the clock, with the customary targets of managed service providers. They
 * are a beginning, not a promise that was made to anybody: each provider's contracts replace them.
 */
export const defaultPlan: SlaPlan = SlaPlan.parse({
  policies: [
    {
      name: "standard",
      response: { 1: "15m", 2: "30m", 3: "2h", 4: "8h", 5: "24h" },
      update: {
        1: { first: "15m", every: "30m" },
        2: { first: "30m", every: "60m" },
        3: { first: "60m", every: "240m" },
        4: { first: "24h", whenSolved: "60m" },
        5: { first: "24h", whenSolved: "60m" },
      },
      resolution: { 1: "4h", 2: "8h", 3: "24h", 4: "72h", 5: "120h" },
    },
  ],
});
