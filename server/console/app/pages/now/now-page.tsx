import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { overviewQuery } from "../../data/lists.ts";
import { useNarrow } from "../../parts/grid/use-narrow.ts";
import { AlertStream } from "./alert-stream.tsx";
import { ConnectionsNote } from "./connections-note.tsx";
import { DutyNote } from "./duty-note.tsx";
import { NowHead } from "./now-head.tsx";
import { NowList } from "./now-list.tsx";
import css from "./now.module.css";
import { StormNote, UpdateNote } from "./urgent-notes.tsx";

const route = getRouteApi("/shell/");

/** What needs somebody now: tickets by the time that is left, alerts as they arrive, and what else cannot wait. */
export function NowPage() {
  const { t } = useTranslation();
  const { data } = useQuery(overviewQuery);
  const isNarrow = useNarrow();
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const showsList = !isNarrow || part !== "alerts";
  const showsSide = !isNarrow || part === "alerts";
  const urgent = data && (
    <>
      <StormNote storms={data.storms} />
      <UpdateNote {...data.overdueUpdates} />
    </>
  );
  return (
    <div className={css.page}>
      <NowHead overview={data} />
      {isNarrow && urgent}
      {isNarrow && (
        <SegmentedControl
          fullWidth
          aria-label={t("now.partsLabel")}
          value={part ?? "tickets"}
          data={(["tickets", "alerts"] as const).map((value) => ({ value, label: t(`now.parts.${value}`) }))}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, part: value === "alerts" ? "alerts" : undefined }),
              replace: true,
            })
          }
        />
      )}
      {showsList && <NowList openCount={data?.open} />}
      {showsSide && (
        <div className={css.side}>
          {!isNarrow && urgent}
          <AlertStream />
          <DutyNote />
          {data?.connections && <ConnectionsNote connections={data.connections} />}
        </div>
      )}
    </div>
  );
}
