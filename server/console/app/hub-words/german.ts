import { audit } from "./german/audit.ts";
import { autotask } from "./german/autotask.ts";
import { connecting } from "./german/connecting.ts";
import { halopsa } from "./german/halopsa.ts";
import { httpFailures } from "./german/http-failures.ts";
import { http } from "./german/http.ts";
import { intake } from "./german/intake.ts";
import { mail } from "./german/mail.ts";
import { mapping } from "./german/mapping.ts";
import { monitorKit } from "./german/monitor-kit.ts";
import { monitorsAToM } from "./german/monitors-a-to-m.ts";
import { monitorsNToZ } from "./german/monitors-n-to-z.ts";
import { notices } from "./german/notices.ts";
import { outcomes } from "./german/outcomes.ts";
import { pagers } from "./german/pagers.ts";
import { people } from "./german/people.ts";
import { plans } from "./german/plans.ts";
import { requests } from "./german/requests.ts";
import { servicenow } from "./german/servicenow.ts";
import { steps } from "./german/steps.ts";
import { sync } from "./german/sync.ts";
import { titles } from "./german/titles.ts";
import { webhookDesk } from "./german/webhook-desk.ts";
import { work } from "./german/work.ts";
import { zod } from "./german/zod.ts";
import { createTranslator, type Sentences } from "./sentences.ts";

/** What the hub says itself, and what that is in German; its sources and this are kept alike by `test/hub-words.test.ts`. */
export const germanSentences: Sentences = {
  ...audit,
  ...autotask,
  ...connecting,
  ...halopsa,
  ...httpFailures,
  ...http,
  ...intake,
  ...mail,
  ...mapping,
  ...monitorKit,
  ...monitorsAToM,
  ...monitorsNToZ,
  ...notices,
  ...outcomes,
  ...pagers,
  ...people,
  ...plans,
  ...requests,
  ...servicenow,
  ...steps,
  ...sync,
  ...titles,
  ...webhookDesk,
  ...work,
};

export const sayInGerman = createTranslator({ ...zod, ...germanSentences });
