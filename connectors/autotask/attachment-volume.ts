/** Files of one database within five minutes; above it all are refused for as long. @see https://ww1.autotask.net/help/DeveloperHelp/Content/APIs/REST/API_Calls/REST_Attachments.htm */
const mostBytes = 10_000_000;
const windowMs = 300_000;

/** What was sent lately, so that the vendor never has to refuse more. */
export interface AttachmentVolume {
  /** Counts a file that is to be sent now. @returns how long it has to wait instead, ms; 0 = it may go */
  take(bytes: number): number;
}

export function createAttachmentVolume(clock: { now(): Date }): AttachmentVolume {
  let sent: readonly { at: number; bytes: number }[] = [];
  return {
    take(bytes) {
      const now = clock.now().getTime();
      sent = sent.filter(({ at }) => now - at < windowMs);
      let free = mostBytes - sent.reduce((sum, one) => sum + one.bytes, 0);
      if (bytes <= free) {
        sent = [...sent, { at: now, bytes }];
        return 0;
      }
      for (const one of sent) {
        free += one.bytes;
        if (bytes <= free) return one.at + windowMs - now;
      }
      return windowMs;
    },
  };
}
