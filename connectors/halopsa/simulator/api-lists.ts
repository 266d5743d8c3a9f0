import type { Hono } from "hono";
import {
  agentRows,
  agents,
  closedStatuses,
  fieldInfos,
  lookups,
  outcomes,
  priorities,
  sites,
  slas,
  statuses,
  teams,
  ticketTypes,
  users,
} from "./lists.ts";
import { toPage } from "./paging.ts";
import { answerJson, isTrue } from "./read-body.ts";
import { refuseSilently, type SimulatorState } from "./state.ts";

/** Lists that admins define; most come bare, without paging. */
export function addLists(app: Hono, state: SimulatorState): void {
  // The filter by type does not work there either.
  app.get("/status", (context) =>
    answerJson(
      context,
      statuses.filter(({ id }) => !(isTrue(context, "excludeclosed") && closedStatuses.includes(id))),
    ),
  );
  app.get("/priority", (context) => {
    const sla = context.req.query("slaid");
    return answerJson(
      context,
      priorities.filter(({ slaid }) => sla === undefined || slaid === Number(sla)),
    );
  });
  app.get("/sla", (context) => answerJson(context, slas));
  app.get("/tickettype", (context) => answerJson(context, ticketTypes));
  app.get("/team", (context) => answerJson(context, teams));
  app.get("/outcome", (context) => answerJson(context, outcomes));
  app.get("/fieldinfo", (context) => answerJson(context, fieldInfos));
  app.get("/lookup", (context) => answerJson(context, lookups[context.req.query("lookupid") ?? ""] ?? []));
  app.get("/agent/me", (context) => {
    const own = agentRows.find(({ id }) => id === agents.api);
    return answerJson(context, { ...own, padding: "x".repeat(10_000) });
  });
  app.get("/agent", (context) => {
    const rows = agentRows.filter(
      (row) =>
        (!row.isdisabled || isTrue(context, "includedisabled")) &&
        (!("isapiagent" in row) || isTrue(context, "includeapiagents")),
    );
    return answerJson(context, state.quirks.bareAgents ? rows : { results: rows });
  });
  app.get("/client", (context) => answerJson(context, toPage(state, context, "clients", state.clients)));
  app.get("/site", (context) => {
    const client = context.req.query("client_id");
    const rows = sites.filter((row) => client === undefined || row.client_id === Number(client));
    return answerJson(context, toPage(state, context, "sites", rows));
  });
  addUsers(app, state);
}

/** The search looks at names, addresses and logins, for parts of them. */
function addUsers(app: Hono, state: SimulatorState): void {
  app.get("/users", (context) => {
    const client = context.req.query("client_id");
    const search = context.req.query("search")?.toLowerCase() ?? "";
    const rows = users.filter(
      (row) =>
        (client === undefined || row.client_id === Number(client)) &&
        `${row.name}\n${row.emailaddress}\n${row.login}`.toLowerCase().includes(search) &&
        (!row.inactive || isTrue(context, "includeinactive")),
    );
    return answerJson(context, toPage(state, context, "users", rows));
  });
  app.get("/users/:id", (context) => {
    const row = users.find(({ id }) => id === Number(context.req.param("id")));
    if (!row) throw refuseSilently(404);
    return answerJson(context, row);
  });
}
