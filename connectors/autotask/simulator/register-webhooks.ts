import { watchable } from "./api-webhooks.ts";
import { addRow, apiResource, rowsOf, type SimulatorState } from "./state.ts";

/** As an admin would have registered them: a ticket and a note webhook with all fields, the earlier ones away. */
export function registerByHand(state: SimulatorState, webhookUrl: string, secretKey: string): void {
  for (const [entity, fields] of Object.entries(watchable)) {
    rowsOf(state, entity).length = 0;
    const hook = addRow(state, entity, {
      name: `interdesk ${entity}`,
      webhookUrl,
      deactivationUrl: webhookUrl,
      secretKey,
      isActive: true,
      isReady: true,
      isSubscribedToCreateEvents: true,
      isSubscribedToUpdateEvents: true,
      isSubscribedToDeleteEvents: true,
      sendThresholdExceededNotification: false,
      ownerResourceID: apiResource,
      webhookGUID: crypto.randomUUID(),
    });
    for (const fieldName of fields)
      addRow(state, `${entity.replace(/s$/, "")}Fields`, {
        webhookID: hook.id,
        fieldName,
        isSubscribedField: true,
        isDisplayAlwaysField: true,
      });
  }
}
