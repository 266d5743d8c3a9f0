import { z } from "zod";
import { principalOf } from "../access/principal.ts";
import { NewPerson, NewResetLink, type PeopleService, PersonChange } from "../people/people-service.ts";
import { body, describeRoute, json, openGroup } from "./describe-route.ts";
import { strictly } from "./strictly.ts";
import { byId, listOf } from "./shapes/common.ts";
import { MadeLink, Member, SentLink } from "./shapes/people.ts";

const tags = ["People"];
const byPerson = z.object({ id: z.string().describe("Id or e-mail address.") });
const list = describeRoute({
  method: "get",
  path: "/people",
  operationId: "listPeople",
  tags,
  summary: "Who signs in for this tenant",
  responses: { 200: json(listOf(Member), "All, with open invitations.") },
});
const invite = describeRoute(
  {
    method: "post",
    path: "/people",
    operationId: "invitePerson",
    tags,
    summary: "Invite somebody",
    description: "Nobody invites one who may do more than they may.",
    request: { body: body(NewPerson) },
    responses: { 201: json(SentLink, "The invitation's link, this once.") },
  },
  { showsSecret: true },
);
const setupLink = describeRoute(
  {
    method: "post",
    path: "/people/setup-link",
    operationId: "makeSetupLink",
    tags,
    summary: "Make a link by which an owner signs in for the first time",
    responses: { 201: json(MadeLink, "The link, this once.") },
  },
  { showsSecret: true },
);
const change = describeRoute({
  method: "patch",
  path: "/people/{id}",
  operationId: "changePerson",
  tags,
  summary: "Change what somebody may do and see",
  request: { params: byPerson, body: body(PersonChange) },
  responses: { 200: json(z.object({ changed: z.literal(true) }), "It is changed.") },
});
const remove = describeRoute({
  method: "delete",
  path: "/people/{id}",
  operationId: "removePerson",
  tags,
  summary: "Let somebody in no more",
  request: { params: byPerson },
  responses: { 200: json(z.object({ removed: z.literal(true) }), "They are removed, and their sessions have ended.") },
});
const resetLink = describeRoute(
  {
    method: "post",
    path: "/people/{id}/reset-link",
    operationId: "makeResetLink",
    tags,
    summary: "Make a link for a new password, or the invitation anew",
    request: { params: byPerson, body: body(NewResetLink) },
    responses: { 201: json(SentLink, "The link, this once.") },
  },
  { showsSecret: true, bodyIsOptional: true },
);
const ended = z.object({ ended: z.int().describe("How many sessions there were.") });
const signOut = describeRoute({
  method: "post",
  path: "/people/{id}/sign-out",
  operationId: "signPersonOut",
  tags,
  summary: "End somebody's sessions",
  request: { params: byId },
  responses: { 200: json(ended, "They are ended.") },
});

/** Who signs in for this tenant. */
export function createPeopleRoutes(people: PeopleService) {
  const app = openGroup();
  app.use("/people/*", strictly);
  return app
    .openapi(list, async (context) => context.json(await people.list(), 200))
    .openapi(invite, async (context) =>
      context.json(await people.invite(principalOf(context), context.req.valid("json")), 201),
    )
    .openapi(setupLink, async (context) => context.json(await people.setupLink(), 201))
    .openapi(change, async (context) => {
      await people.change(principalOf(context), context.req.valid("param").id, context.req.valid("json"));
      return context.json({ changed: true as const }, 200);
    })
    .openapi(remove, async (context) => {
      await people.remove(principalOf(context), context.req.valid("param").id);
      return context.json({ removed: true as const }, 200);
    })
    .openapi(resetLink, async (context) => {
      const { dropFactors } = context.req.valid("json");
      return context.json(
        await people.resetLink(principalOf(context), context.req.valid("param").id, dropFactors),
        201,
      );
    })
    .openapi(signOut, async (context) =>
      context.json({ ended: await people.signOut(principalOf(context), context.req.valid("param").id) }, 200),
    );
}
