import type { AlertTables } from "./tables/alerts.ts";
import type { CalendarFeedTables } from "./tables/calendar-feeds.ts";
import type { ConversationTables } from "./tables/conversation.ts";
import type { DutyTables } from "./tables/duty.ts";
import type { AuditTables } from "./tables/audit.ts";
import type { FoundationTables } from "./tables/foundation.ts";
import type { IntakeTables } from "./tables/intake.ts";
import type { RepeatedRequestTables } from "./tables/repeated-requests.ts";
import type { WebhookTables } from "./tables/webhooks.ts";
import type { WorkTables } from "./tables/work.ts";

/** All tables, as Kysely sees them. */
export interface Database
  extends
    FoundationTables,
    AuditTables,
    AlertTables,
    WorkTables,
    ConversationTables,
    IntakeTables,
    DutyTables,
    CalendarFeedTables,
    RepeatedRequestTables,
    WebhookTables {}
