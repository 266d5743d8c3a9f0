import { z } from "zod";
import { DutyPlan } from "../../schemas/escalation.ts";
import type { DutyService } from "../on-call/duty-service.ts";
import { FeedRequest } from "../on-call/feed-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { createOverrideRoutes } from "./override-routes.ts";
import { byId, listOf } from "./shapes/common.ts";
import { Feed, Load, MadeFeed, Shifts, WhoIsOnDuty } from "./shapes/on-call.ts";
import { createTextRoutes } from "./text-routes.ts";

const Text = z.string().max(100).optional();
const schedule = Text.describe("Id of a schedule; absent = all.");
const range = {
  from: Text.describe("An instant, or a local time of the schedule such as 2026-03-02T09:00."),
  to: Text,
};

const tags = ["On call"];
const who = describeRoute({
  method: "get",
  path: "/on-call/who",
  operationId: "whoIsOnDuty",
  tags,
  summary: "Who is on duty, why, until when, and who is next",
  request: { query: z.strictObject({ at: Text.describe("Absent = now."), schedule }) },
  responses: { 200: json(WhoIsOnDuty, "By schedule.") },
});
const shifts = describeRoute({
  method: "get",
  path: "/on-call/shifts",
  operationId: "listShifts",
  tags,
  summary: "Who is on duty when, where nobody is, and who is twice",
  request: { query: z.strictObject({ schedule, ...range }) },
  responses: { 200: json(Shifts, "Four weeks from now, where nothing else is asked for.") },
});
const load = describeRoute({
  method: "get",
  path: "/on-call/load",
  operationId: "measureLoad",
  tags,
  summary: "What duty and pages have asked of each person",
  request: {
    query: z.strictObject({
      ...range,
      calendar: z.string().max(200).optional().describe("A calendar of the SLA plan, whose holidays are counted."),
    }),
  },
  responses: { 200: json(Load, "The last four weeks, where nothing else is asked for.") },
});
const listFeeds = describeRoute({
  method: "get",
  path: "/on-call/feeds",
  operationId: "listCalendarFeeds",
  tags,
  summary: "Calendars to which people subscribe",
  responses: { 200: json(listOf(Feed), "Those that count, oldest first, without their addresses.") },
});
const addFeed = describeRoute(
  {
    method: "post",
    path: "/on-call/feeds",
    operationId: "addCalendarFeed",
    tags,
    summary: "Make a calendar of a person's or schedule's duty",
    request: { body: body(FeedRequest) },
    responses: { 201: json(MadeFeed, "The calendar with its address, this once.") },
  },
  { showsSecret: true },
);
const revokeFeed = describeRoute({
  method: "delete",
  path: "/on-call/feeds/{id}",
  operationId: "revokeCalendarFeed",
  tags,
  summary: "Revoke a calendar: its address leads nowhere from then on",
  request: { params: byId },
  responses: { 204: { description: "It is revoked." } },
});

const names = { operation: "OnCall", tag: "On call", what: "who is on duty, and who is told what" };

/** Who is on duty: saved by version, asked, changed for once, subscribed to. */
export function createOnCallRoutes(duty: DutyService) {
  return openGroup()
    .openapi(who, async (context) => context.json(await duty.who(context.req.valid("query")), 200))
    .openapi(shifts, async (context) => context.json(await duty.shifts(context.req.valid("query")), 200))
    .openapi(load, async (context) => context.json(await duty.load(context.req.valid("query")), 200))
    .route("/", createOverrideRoutes(duty.overrides))
    .openapi(listFeeds, async (context) => context.json(await duty.feeds.list(), 200))
    .openapi(addFeed, async (context) => {
      context.header("cache-control", "no-store");
      return context.json(await duty.feeds.add(context.req.valid("json")), 201);
    })
    .openapi(revokeFeed, async (context) => {
      await duty.feeds.revoke(context.req.valid("param").id);
      return context.body(null, 204);
    })
    .route("/on-call", createTextRoutes(names, duty.texts, DutyPlan));
}
