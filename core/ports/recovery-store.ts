/** A time in which nothing was done, or of which nothing is known here any more. */
export interface RecoverySpan {
  /** `restored`: from a backup; `wentBack`: the database is older than it was, by other means; `outage`: nothing ran. */
  cause: "restored" | "wentBack" | "outage";
  blindFrom: Date;
  /** When a hub was there again. */
  resumedAt: Date;
}

export interface RecoveryStore {
  /** Locked until the transaction ends; undefined = there is none, or somebody else is at it. */
  take(): Promise<RecoverySpan | undefined>;
  /** What is due is done as usual from now on, and a person is told once. */
  end(notice: { title: string; body: string }): Promise<void>;
}
