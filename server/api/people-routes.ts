import { Hono } from "hono";
import { principalOf } from "../access/principal.ts";
import type { MeService } from "../people/me-service.ts";
import { NewPerson, NewResetLink, type PeopleService, PersonChange } from "../people/people-service.ts";
import { strictHeaders } from "../people/refusals.ts";
import { readJson, readOptions } from "./read-json.ts";

/** Who signs in for this tenant, and what everybody may know and end of their own sign-ins. */
export function createPeopleRoutes(people: PeopleService, me: MeService): Hono {
  const app = new Hono();
  for (const at of ["/people/*", "/me/*"])
    app.use(at, async (context, next) => {
      await next();
      for (const [name, value] of Object.entries(strictHeaders)) context.res.headers.set(name, value);
    });
  app.get("/people", async (context) => context.json(await people.list()));
  app.post("/people", async (context) =>
    context.json(await people.invite(principalOf(context), NewPerson.parse(await readJson(context))), 201),
  );
  app.post("/people/setup-link", async (context) => context.json(await people.setupLink(), 201));
  app.patch("/people/:id", async (context) => {
    await people.change(principalOf(context), context.req.param("id"), PersonChange.parse(await readJson(context)));
    return context.json({ changed: true });
  });
  app.delete("/people/:id", async (context) => {
    await people.remove(principalOf(context), context.req.param("id"));
    return context.json({ removed: true });
  });
  app.post("/people/:id/reset-link", async (context) => {
    const { dropFactors } = NewResetLink.parse(await readOptions(context));
    return context.json(await people.resetLink(principalOf(context), context.req.param("id"), dropFactors), 201);
  });
  app.post("/people/:id/sign-out", async (context) =>
    context.json({ ended: await people.signOut(principalOf(context), context.req.param("id")) }),
  );
  app.get("/me", async (context) => context.json(await me.read(principalOf(context))));
  app.get("/me/sessions", async (context) => context.json(await me.sessions(principalOf(context))));
  app.delete("/me/sessions", async (context) => context.json({ ended: await me.endSessions(principalOf(context)) }));
  app.delete("/me/sessions/:id", async (context) => {
    await me.endSession(principalOf(context), context.req.param("id"));
    return context.json({ ended: true });
  });
  return app;
}
