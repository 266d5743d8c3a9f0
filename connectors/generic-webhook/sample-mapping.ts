/** For the recorded samples; an example of most that expressions are needed for. */
export const sampleMapping = {
  items: "has(body.alerts) ? body.alerts : [body]",
  leaveOut: [{ when: "has(item.test) && item.test", reason: "A test message." }],
  dedupKey: "item.id",
  condition: 'item.state != "up"',
  severity: '{"P1": "critical", "P2": "high", "P3": "medium", "P4": "low", "P5": "info"}[item.prio]',
  title: 'item.what + " on " + item.?host.orValue("an unknown host")',
  clientHint: 'item.?tags.orValue([]).filter(tag, tag.name == "customer").map(tag, tag.value).join()',
  resource: "item.?host",
  url: "item.?href",
  raisedAt: "item.?since",
  clearedAt: "item.?until",
  episodeId: "item.?run",
};
