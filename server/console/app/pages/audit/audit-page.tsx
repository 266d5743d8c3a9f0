import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { DownloadButton } from "../../parts/download-button.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Grid } from "../../parts/grid/grid.tsx";
import type { Column } from "../../parts/grid/grid-props.ts";
import { TwoLines } from "../../parts/grid/grid-row.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { useFormats } from "../../text/formats.ts";
import { AuditEntry } from "./audit-entry.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { useActionWords } from "./use-action-words.ts";
import { useActorOfWords, useActorWords } from "./use-actor-words.ts";
import { VerifyChain } from "./verify-chain.tsx";
import css from "./audit.module.css";

export type Entry = InferResponseType<typeof api.audit.$get, 200>["entries"][number];
const route = getRouteApi("/shell/audit");

/** Who did what: searched, looked into, verified, handed out. */
export function AuditPage() {
  const { t } = useTranslation();
  const { when } = useFormats();
  const wordsOf = useActionWords();
  const actorOf = useActorWords();
  const toActor = useActorOfWords();
  const search = route.useSearch();
  const query = search.actor === undefined ? search : { ...search, actor: toActor(search.actor) };
  const navigate = route.useNavigate();
  const [shown, setShown] = useState<Entry>();
  const list = useInfiniteQuery({
    queryKey: ["audit", query],
    queryFn: ({ pageParam }) =>
      ask(api.audit.$get({ query: { ...query, limit: "200", ...(pageParam ? { before: pageParam } : {}) } })),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  const columns: readonly Column<Entry>[] = [
    { key: "when", title: t("audit.when"), width: "150px", cell: ({ at }) => when(at) },
    {
      key: "action",
      title: t("audit.action"),
      width: "minmax(0, 1.2fr)",
      cell: ({ action }) => <span title={action}>{wordsOf(action)}</span>,
    },
    {
      key: "object",
      title: t("audit.object"),
      width: "minmax(0, 1.5fr)",
      cell: ({ called, object }) => called ?? object,
    },
    { key: "actor", title: t("audit.actor"), width: "minmax(0, 1fr)", cell: ({ actor }) => actorOf(actor) },
  ];
  return (
    <div className={css.page}>
      <PageHead title={t("shell.pages.audit")} about={t("audit.about")}>
        <VerifyChain />
        <DownloadButton
          label={t("audit.export")}
          title={t("audit.download")}
          fileName="audit.jsonl"
          request={() => api.audit.export.$get({ query })}
        />
      </PageHead>
      <AuditFilters value={search} onChange={(next) => void navigate({ search: next, replace: true })} />
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      <Grid
        label={t("shell.pages.audit")}
        rows={entries}
        columns={columns}
        rowKey={({ id }) => id}
        onOpen={setShown}
        loading={list.isPending}
        more={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
        card={({ at, action, called, object, actor }) => (
          <TwoLines
            first={wordsOf(action)}
            second={`${when(at)}, ${actorOf(actor)}${object ? `, ${called ?? object}` : ""}`}
          />
        )}
        empty={
          <Empty title={t("audit.empty")}>
            <p>{t("audit.emptyHelp")}</p>
            <Button variant="default" onClick={() => void navigate({ search: {} })}>
              {t("common.clearFilters")}
            </Button>
          </Empty>
        }
      />
      <AuditEntry entry={shown} onClose={() => setShown(undefined)} />
    </div>
  );
}
