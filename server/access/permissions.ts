import type { Role } from "./roles.ts";

/** What a route asks of whoever calls it. */
export interface Permission {
  /** `operator`: it concerns the whole instance. */
  least: Role | "operator";
  /** It shows and touches only what the caller's clients own; else who is held to some clients does not find it. */
  byClient?: true;
}

const viewer = { least: "viewer" } as const;
const technician = { least: "technician" } as const;
const dispatcher = { least: "dispatcher" } as const;
const admin = { least: "admin" } as const;
const ofClients = { least: "viewer", byClient: true } as const;
const worksForClients = { least: "technician", byClient: true } as const;

/**
 * Every route of the API, by method and pattern. One that is missing here is found by nobody, and a test compares this
 * list with the router's own.
 */
export const permissions: Readonly<Record<string, Permission>> = {
  "GET /stream": ofClients,
  "GET /overview": ofClients,
  "GET /choices": ofClients,
  "GET /tickets": ofClients,
  "GET /tickets/:id": ofClients,
  "GET /tickets/:id/sla": ofClients,
  "GET /tickets/:id/timeline": ofClients,
  "GET /tickets/:id/sides": ofClients,
  "GET /tickets/:id/attachments/:attachmentId": ofClients,
  "POST /tickets": worksForClients,
  "PATCH /tickets/:id": worksForClients,
  "POST /tickets/:id/comments": worksForClients,
  "POST /tickets/:id/links/:link/settle": worksForClients,
  "POST /tickets/:id/links/:link/resync": worksForClients,
  "DELETE /tickets/:id/links/:link": worksForClients,
  "GET /alerts": ofClients,
  "GET /alerts/:id": ofClients,
  "POST /alerts/:id/split": technician,
  "GET /maintenance": viewer,
  "POST /maintenance": technician,
  "PATCH /maintenance/:id": technician,
  "DELETE /maintenance/:id": technician,
  "GET /items": viewer,
  "POST /items": dispatcher,
  "GET /connectors": viewer,
  "GET /connections": technician,
  "POST /connections": admin,
  "GET /connections/:name": technician,
  "PATCH /connections/:name": admin,
  "DELETE /connections/:name": admin,
  "POST /connections/:name/test": admin,
  "POST /connections/:name/webhook": admin,
  // Holds addresses with their secret part.
  "POST /connections/:name/setup": admin,
  "POST /connections/:name/poll": technician,
  "POST /connections/:name/reconcile": technician,
  "GET /connections/:name/comparison": technician,
  "POST /connections/:name/discover": admin,
  "GET /connections/:name/maps/proposal": admin,
  "POST /connections/:name/maps/preview": admin,
  "GET /connections/:name/customers": dispatcher,
  "GET /connections/:name/preview": technician,
  "GET /connections/:name/policies": technician,
  "POST /connections/:name/drift": technician,
  "POST /connections/:name/drift/repair": dispatcher,
  "POST /connections/:name/import": admin,
  "POST /connections/:name/deliveries": dispatcher,
  "POST /client-map": dispatcher,
  "DELETE /client-map": dispatcher,
  "GET /simulators": admin,
  "POST /simulators": admin,
  "DELETE /simulators/:name": admin,
  "POST /simulators/:name/alert": admin,
  "POST /simulators/:name/conflict": admin,
  "GET /clients": ofClients,
  "GET /clients/unknown": technician,
  "GET /clients/:id/guide": ofClients,
  "PATCH /clients/:id/guide": worksForClients,
  "GET /deliveries": technician,
  "GET /deliveries/:id": technician,
  "POST /deliveries/replay": dispatcher,
  "POST /deliveries/:id/replay": dispatcher,
  "GET /quarantine": technician,
  "POST /quarantine/:id/retry": dispatcher,
  "GET /notices": technician,
  ...texts("/rules"),
  "POST /rules/explain": technician,
  "POST /rules/test": technician,
  "GET /rules/unused": technician,
  ...texts("/sla"),
  "GET /sla/holidays": viewer,
  "POST /sla/backtest": technician,
  "POST /sla/calculate": technician,
  ...texts("/on-call"),
  "GET /on-call/who": viewer,
  "GET /on-call/shifts": viewer,
  "GET /on-call/load": technician,
  "GET /on-call/overrides": viewer,
  "POST /on-call/overrides": technician,
  "POST /on-call/overrides/swap": technician,
  "DELETE /on-call/overrides/:id": technician,
  "GET /on-call/feeds": admin,
  "POST /on-call/feeds": admin,
  "DELETE /on-call/feeds/:id": admin,
  "POST /on-call/test": technician,
  "GET /pages": technician,
  "GET /reports/service": ofClients,
  // Their addresses are often secrets of other systems.
  "GET /webhooks": admin,
  "POST /webhooks": admin,
  "GET /webhooks/:id": admin,
  "PATCH /webhooks/:id": admin,
  "DELETE /webhooks/:id": admin,
  "POST /webhooks/:id/rotate": admin,
  "POST /webhooks/:id/test": admin,
  "GET /webhooks/:id/deliveries": admin,
  "GET /webhooks/:id/deliveries/:event": admin,
  "POST /webhooks/:id/replay": admin,
  "GET /audit": admin,
  "GET /audit/export": admin,
  "POST /audit/verify": admin,
  // Others verify by it.
  "POST /audit/keys": { least: "owner" },
  "GET /api-keys": admin,
  "POST /api-keys": admin,
  "DELETE /api-keys/:id": admin,
  // Each of its tools asks for what its route asks for.
  "POST /mcp": ofClients,
  "GET /tmf-api/troubleTicket/v5/troubleTicket": ofClients,
  "GET /tmf-api/troubleTicket/v5/troubleTicket/:id": ofClients,
  "POST /tmf-api/troubleTicket/v5/troubleTicket": worksForClients,
  "PATCH /tmf-api/troubleTicket/v5/troubleTicket/:id": worksForClients,
  "GET /configuration": admin,
  "GET /configuration/schema": technician,
  "POST /configuration/diff": admin,
  "POST /configuration/apply": admin,
  ...people(),
  "GET /tenants": { least: "operator" },
  "POST /tenants": { least: "operator" },
  "POST /keys/rewrap": { least: "operator" },
  "POST /erasure/preview": { least: "owner" },
  "POST /erasure": { least: "owner" },
  "GET /tenants/:name/rows": { least: "operator" },
  "DELETE /tenants/:name": { least: "operator" },
  "GET /retention": { least: "operator" },
  "POST /retention/run": { least: "operator" },
  "GET /instance": { least: "operator" },
  "POST /instance/adopt": { least: "operator" },
  "POST /instance/new": { least: "operator" },
};

/** What is kept as one text by versions. */
function texts(at: string): Record<string, Permission> {
  return {
    [`GET ${at}`]: technician,
    [`GET ${at}/schema`]: technician,
    [`GET ${at}/versions`]: technician,
    [`POST ${at}`]: admin,
    [`POST ${at}/undo`]: admin,
  };
}

/** Who signs in; and what everybody may do about their own sign-ins, whatever they see otherwise. */
function people(): Record<string, Permission> {
  return {
    "GET /people": admin,
    "POST /people": admin,
    "POST /people/setup-link": { least: "operator" },
    "PATCH /people/:id": admin,
    "DELETE /people/:id": admin,
    "POST /people/:id/reset-link": admin,
    "POST /people/:id/sign-out": admin,
    "GET /me": ofClients,
    "GET /me/sessions": ofClients,
    "DELETE /me/sessions": ofClients,
    "DELETE /me/sessions/:id": ofClients,
  };
}
