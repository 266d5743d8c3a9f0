export { buildEvent, type EventFacts } from "./monitor-kit/build-event.ts";
export { buildCheckDelivery, type CheckFacts, type CheckNotification } from "./monitor-kit/check-notification.ts";
export { buildCurlScript, curlRetries } from "./monitor-kit/curl-script.ts";
export { Instant, justAfter, parseEpoch, parseInstant, parseLocal, TimeZone } from "./monitor-kit/dates.ts";
export {
  buildNothing,
  defineMonitor,
  type Monitor,
  type MonitorDelivery,
  type Parsed,
  type Poll,
  type Settle,
  type SourcePort,
  type SourceWorld,
} from "./monitor-kit/define-monitor.ts";
export { buildLabelEvent, LabelAlert, noteTruncated } from "./monitor-kit/label-alert.ts";
export { labelHelp, labelSettings } from "./monitor-kit/label-settings.ts";
export { findSeverity, readLabelSeverity } from "./monitor-kit/label-severity.ts";
export { lookUp } from "./monitor-kit/look-up.ts";
export { type CsvRow, readCsv } from "./monitor-kit/read-csv.ts";
export { type Fields, type FieldsOptions, needField, readFields } from "./monitor-kit/read-fields.ts";
export { checkShape, type Expectation, parseJson, readJson, readText } from "./monitor-kit/read-json.ts";
export { redactFields } from "./monitor-kit/redact-fields.ts";
export {
  basicPassword,
  basicUser,
  clientFieldHelp,
  clientFieldOf,
  lostAfterHours,
  needBothHalves,
  onClear,
  onClearHelp,
  ourUser,
  ourUserHelp,
  signingKey,
  timeZoneHelp,
  token,
  tokenChecks,
  tokenHelp,
} from "./monitor-kit/settings.ts";
export { readMultipart } from "./monitor-kit/read-multipart.ts";
export { childText, readXml, type XmlElement } from "./monitor-kit/read-xml.ts";
export {
  apiSecret,
  apiUrl,
  apiUrlHelp,
  listHelp,
  listSettings,
  openHelp,
  openSettings,
  tellHelp,
  tellSettings,
} from "./monitor-kit/source-settings.ts";
export {
  answerAll,
  basicHeader,
  bearsMarker,
  forGood,
  joinUrl,
  judgeStatus,
  lacksHandle,
  ourName,
  tellEach,
  toState,
} from "./monitor-kit/tell-source.ts";
export { createSignedCalls, type SignedCalls } from "./monitor-kit/token-source.ts";
export { cleanText, cutText, firstOf, joinKey, joinParagraphs, nameOrNull, Text, webUrl } from "./monitor-kit/text.ts";
export type { HeaderName, SenderCheck } from "./monitor-kit/verify-sender.ts";
