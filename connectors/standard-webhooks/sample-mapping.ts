/** What the recorded messages need beside the defaults. */
export const sampleMapping = { dedupKey: "item.data.alert_key", resource: 'item.data.alert_key.split("/")[0]' };
