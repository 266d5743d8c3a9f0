import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask, Refusal } from "../../data/ask.ts";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { AlertFacts } from "./alert-facts.tsx";
import css from "./alert-page.module.css";
import { AlertStory, type StoryOf } from "./alert-story.tsx";
import { NewWindowDialog } from "./new-window-dialog.tsx";
import { SharedTicket } from "./shared-ticket.tsx";
import { SplitDialog } from "./split-dialog.tsx";

const route = getRouteApi("/shell/alerts/$id");

/** One alert: what is known of it, why it is where it is, and what was decided about it. */
export function AlertPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ["alert", id],
    queryFn: () => ask(api.alerts[":id"].$get({ param: { id } })),
    // What the tool says of it comes by the stream; that a window has ended does not.
    refetchInterval: 10_000,
  });
  const isMissing = error instanceof Refusal && error.status === 404;
  return (
    <>
      <Link to="/alerts" className={css.back}>
        <Icon name="back" size={14} />
        {t("alertStory.back")}
      </Link>
      {data && <LoadedAlert alert={data} />}
      {!data && (
        <>
          <PageHead title={t("shell.pages.alerts")} />
          {isMissing && <Empty title={t("alertStory.missing")} />}
          {error && !isMissing && <Failure error={error} retry={() => void refetch()} />}
          {!error && <div className={css.bone} role="img" aria-label={t("common.loading")} />}
        </>
      )}
    </>
  );
}

function LoadedAlert({ alert }: { alert: StoryOf }) {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const [open, setOpen] = useState<"split" | "window">();
  const mayEdit = isAtLeast(me.role, "technician") && me.clients === null;
  const isShared = alert.group !== null && alert.ticketId !== null && alert.condition === "firing";
  const close = () => setOpen(undefined);
  return (
    <>
      <PageHead title={alert.title}>
        {mayEdit && isShared && (
          <Button variant="default" leftSection={<Icon name="split" />} onClick={() => setOpen("split")}>
            {t("alertStory.split")}
          </Button>
        )}
        {mayEdit && (
          <Button variant="default" leftSection={<Icon name="wrench" />} onClick={() => setOpen("window")}>
            {t("alertStory.window")}
          </Button>
        )}
      </PageHead>
      <div className={css.columns}>
        <AlertStory events={alert.events} mayOpen={isAtLeast(me.role, "technician") && me.clients === null} />
        <div className={css.side}>
          <AlertFacts alert={alert} />
          {alert.ticketId !== null && <SharedTicket alert={alert} ticketId={alert.ticketId} />}
        </div>
      </div>
      {open === "split" && <SplitDialog id={alert.id} onClose={close} />}
      {open === "window" && (
        <NewWindowDialog first={{ client: alert.client, resource: alert.resource ?? "" }} onClose={close} />
      )}
    </>
  );
}
