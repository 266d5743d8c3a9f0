import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { onChange } from "./live.ts";
import { readGently } from "./read-gently.ts";

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

/** A list of many pages rests so many times as long as it took to read, so that a page far down costs the hub no more than one at the top. */
const mostRestShare = 10;

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
  const pages = useRef(0);
  pages.current = data?.pages.length ?? 0;
  useEffect(() => {
    const restShare = () => Math.min(mostRestShare, 1 + pages.current);
    const reading = readGently(() => refetch({ cancelRefetch: false }), restShare);
    const end = onChange((change) => {
      if (change[of]?.length !== 0) reading.ask();
    });
    return () => {
      end();
      reading.end();
    };
  }, [of, refetch]);
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
