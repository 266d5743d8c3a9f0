import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Kysely } from "kysely";
import { answerPage, type Answered } from "../../core/flows/answer-pages.ts";
import type { StoredPage, UnitOfWork } from "../../core/ports/stores.ts";
import type { World } from "../../core/ports/world.ts";
import type { TenantId } from "../../schemas/ids.ts";
import type { Database } from "../db/database.ts";
import { findPageOf } from "../db/pages.ts";
import { AppError, answerProblem } from "../api/problem.ts";
import { hashToken } from "../on-call/answer-link.ts";
import { readLimited } from "./read-limited.ts";
import { type AnswerWords, answerWords, renderAnswer } from "./render-answer.ts";

export interface AnswerRouteDeps {
  world: World;
  db: Kysely<Database>;
  unit: UnitOfWork;
  /** Desks are told soon. */
  wake(): void;
}

interface FoundPage {
  tenantId: TenantId;
  page: StoredPage;
  /** Who has it by now; undefined = nobody has to answer any more, or it was never asked. */
  outcome: { stage: string; by: string | null } | undefined;
}

/**
 * Links in pages: whoever has one takes a ticket without a login. Looking shows what it is about and changes nothing, since
 * scanners of mail open every link; only the button, or a phone's own request, answers.
 */
export function createAnswerRoutes(deps: AnswerRouteDeps): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, deps.world.log));
  app.get("/answers/:token", async (context) => {
    const found = await find(deps, context.req.param("token"));
    if (!found) return show(context, 404, answerWords.en, { kind: "unknown" });
    const words = answerWords[found.page.content.language];
    return show(context, 200, words, {
      kind: "asked",
      title: found.page.content.title,
      facts: found.page.content.facts,
      open: isOpen(found),
      by: found.outcome?.by ?? null,
    });
  });
  app.post("/answers/:token", async (context) => {
    const found = await find(deps, context.req.param("token"));
    if (!found) return show(context, 404, answerWords.en, { kind: "unknown" });
    const action = (await readAction(context)) === "pass" ? ("pass" as const) : ("acknowledge" as const);
    const answered = await deps.unit.inTenant(found.tenantId, (stores) =>
      answerPage(
        deps.world,
        stores,
        found.tenantId,
        { connectionId: null, name: "a link" },
        { about: { by: "page", id: found.page.id }, action, by: null, note: null, at: null },
      ),
    );
    deps.wake();
    const words = answerWords[found.page.content.language];
    return show(context, 200, words, {
      kind: "answered",
      title: found.page.content.title,
      text: tell(words, answered),
    });
  });
  return app;
}

async function find({ db, unit, world }: AnswerRouteDeps, token: string): Promise<FoundPage | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const known = await findPageOf(db, hashToken(token));
  if (!known) return undefined;
  return unit.inTenant(known.tenantId, async ({ pages }) => {
    const page = await pages.find(null, { by: "page", id: known.id });
    if (!page || page.answersUntil <= world.clock.now()) return undefined;
    const outcome = page.escalationId === null ? undefined : await pages.outcomeOf(page.escalationId);
    return { tenantId: known.tenantId, page, outcome };
  });
}

function isOpen({ page, outcome }: FoundPage): boolean {
  return (
    page.state !== "answered" && (outcome === undefined || outcome.stage === "running" || outcome.stage === "exhausted")
  );
}

function tell(words: AnswerWords, answered: Answered): string {
  switch (answered.kind) {
    case "taken":
    case "noted":
      return words.taken;
    case "passed":
      return words.passed;
    case "late":
      return answered.by === null ? words.late : `${words.lateBy} ${answered.by}.`;
    case "unknown":
      return words.unknown;
  }
}

/** Longer than any form of ours. */
const mostBytes = 8_192;

/** A form's field, or nothing: a phone sends an empty request. @throws AppError `tooLarge`, `malformed` */
async function readAction(context: Context): Promise<string | null> {
  const bytes = await readLimited(context.req.raw, mostBytes);
  if (bytes === "tooLarge") throw new AppError("tooLarge", `The body is larger than ${mostBytes} bytes.`);
  if (bytes === "broken") throw new AppError("malformed", "The body was cut off before its end.");
  const isForm = context.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
  return isForm ? new URLSearchParams(Buffer.from(bytes).toString()).get("action") : null;
}

function show(
  context: Context,
  status: 200 | 404,
  words: AnswerWords,
  state: Parameters<typeof renderAnswer>[1],
): Response {
  const nonce = randomBytes(16).toString("base64");
  return context.html(renderAnswer(words, state, nonce), status, {
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
  });
}
