import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { onChange } from "./live.ts";

export interface Page<Row> {
  rows: readonly Row[];
  /** Cursor of the next page; undefined = there is none. */
  next: string | undefined;
}

interface PagesOptions<Row> {
  /** Names the list and all that it is narrowed to; never one of the keys that are read again by themselves. */
  key: QueryKey;
  read(cursor: string | undefined): Promise<Page<Row>>;
  rowKey(row: Row): string;
  of: "tickets" | "alerts";
}

const oftenMs = 700;
/** A list that takes long to read is read so much less often, so that a page far down costs the hub no more than one at the top. */
const restShare = 10;

/** A long list, read page after page as one goes on, and read again when something of its kind changes. */
export function usePages<Row>({ key, read, rowKey, of }: PagesOptions<Row>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // Comparing ten thousand rows with those of before takes longer than drawing the forty that are seen.
    structuralSharing: false,
  });
  const { data, fetchNextPage, hasNextPage, isFetching, refetch } = query;
  useEffect(() => followChanges(of, async () => refetch({ cancelRefetch: false })), [of, refetch]);
  const rows = useMemo(() => {
    // Between two pages a row may have moved from one to the other.
    const seen = new Map<string, Row>();
    for (const page of data?.pages ?? []) for (const row of page.rows) seen.set(rowKey(row), row);
    return [...seen.values()];
  }, [data, rowKey]);
  const more = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  return {
    rows,
    /** Undefined = these are all. */
    more: hasNextPage ? more : undefined,
    loading: query.isPending,
    /** Those of the question before are shown until the new ones are there. */
    isOld: query.isPlaceholderData,
    error: query.isError && !query.data ? query.error : undefined,
    retry: () => void refetch(),
  };
}

/** Runs when something of this kind has changed, once at a time, and with rests. @returns ends it */
function followChanges(of: "tickets" | "alerts", read: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let freeAtMs = 0;
  let [busy, again, over] = [false, false, false];
  const run = async () => {
    timer = undefined;
    busy = true;
    const begun = performance.now();
    await read();
    busy = false;
    const tookMs = performance.now() - begun;
    freeAtMs = performance.now() + Math.max(oftenMs, tookMs * restShare) - tookMs;
    if (again) wake();
  };
  const wake = () => {
    if (over || timer !== undefined) return;
    again = busy;
    if (!busy) timer = setTimeout(() => void run(), Math.max(0, freeAtMs - performance.now()));
  };
  const end = onChange((change) => {
    if (change[of]?.length !== 0) wake();
  });
  return () => {
    over = true;
    clearTimeout(timer);
    end();
  };
}
