import { describe } from "node:test";
import { describeAttachments } from "./cases/attachments.ts";
import { describeComments } from "./cases/comments.ts";
import { describeConnection } from "./cases/connection.ts";
import { describeCreating } from "./cases/creating.ts";
import { describeCustomFields } from "./cases/custom-fields.ts";
import { describeEchoes } from "./cases/echoes.ts";
import { describeFailures } from "./cases/failures.ts";
import { describeLens } from "./cases/lens.ts";
import { describeListing } from "./cases/listing.ts";
import { describeManifest } from "./cases/manifest.ts";
import { describeRegistering } from "./cases/registering.ts";
import { describeStatuses } from "./cases/statuses.ts";
import { describeWebhooks } from "./cases/webhooks.ts";
import { describeWriting } from "./cases/writing.ts";
import type { ContractOptions } from "./contract-options.ts";
import { createSuite } from "./suite.ts";

/**
 * What every service desk promises, asked of it through `Desk` and `InboundAdapter` alone, beside a simulator of its vendor
 * over real HTTP. A case whose capability the manifest does not name is not registered; none is ever skipped.
 */
export function describeConnectorContract(options: ContractOptions): void {
  const suite = createSuite(options);
  describe(`the contract of ${options.connector.manifest.name}`, () => {
    describeManifest(suite.manifest);
    describeConnection(suite);
    describeLens(suite);
    describeCreating(suite);
    describeWriting(suite);
    if (suite.can("customFields")) describeCustomFields(suite);
    describeComments(suite);
    if (suite.can("attachments")) describeAttachments(suite);
    if (suite.canBeAsked) describeListing(suite);
    describeFailures(suite);
    describeStatuses(suite);
    if (suite.can("webhook")) describeWebhooks(suite);
    if (suite.can("registerWebhook")) describeRegistering(suite);
    // Last, since it looks at all that the others have heard.
    describeEchoes(suite);
  });
}
