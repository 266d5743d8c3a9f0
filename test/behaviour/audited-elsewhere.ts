/** Routes whose rows are looked for where they are brought about. */
export const elsewhere: Readonly<Record<string, string>> = {
  "POST /alerts/:id/split": "folds.test.ts",
  "POST /tenants": "access.test.ts",
  "POST /retention/run": "retention.test.ts",
  "POST /erasure": "erasure.test.ts",
  "DELETE /tenants/:name": "erasure.test.ts",
  "POST /instance/adopt": "clone-guard.test.ts",
  "POST /instance/new": "clone-guard.test.ts",
  "DELETE /me/sessions": "people-sessions.test.ts",
  "DELETE /me/sessions/:id": "people-sessions.test.ts",
  "POST /tickets/:id/links/:link/settle": "work-by-hand.test.ts",
  "POST /tickets/:id/links/:link/resync": "work-by-hand.test.ts",
  "DELETE /tickets/:id/links/:link": "work-by-hand.test.ts",
  "POST /tmf-api/troubleTicket/v5/troubleTicket": "trouble-tickets.test.ts",
  "PATCH /tmf-api/troubleTicket/v5/troubleTicket/:id": "trouble-tickets.test.ts",
  "POST /mcp": "mcp.test.ts",
  "POST /simulators": "simulators.test.ts",
  "DELETE /simulators/:name": "simulators.test.ts",
  "POST /simulators/:name/alert": "simulators.test.ts",
  "POST /simulators/:name/conflict": "simulators.test.ts",
  "POST /webhooks/:id/test": "webhooks.test.ts",
  "POST /connections/:name/import": "going-live.test.ts",
  "POST /connections/:name/drift/repair": "going-live.test.ts",
};

/** Routes that are asked by POST, since they take a text, and change nothing. */
export const changeNothing = new Set([
  "POST /connections/:name/test",
  "POST /connections/:name/discover",
  "POST /connections/:name/drift",
  "POST /connections/:name/maps/preview",
  "POST /erasure/preview",
  "POST /rules/explain",
  "POST /rules/test",
  "POST /sla/backtest",
  "POST /sla/calculate",
  "POST /configuration/diff",
]);
