/** Exact concurrency per vendor account: a call holds one slot of each of its buckets. */
export interface SlotPort {
  /**
   * Waits until every bucket has a free slot, holds them while `run` runs, and gives them back however it ends.
   *
   * @param account the vendor account, over all connections that share it
   * @param buckets what the vendor counts together; `slots` ≥ 1 at once
   */
  withSlots<T>(account: string, buckets: readonly { name: string; slots: number }[], run: () => Promise<T>): Promise<T>;
}
