import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { LinkButton } from "../../parts/link-button.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { bySickness } from "../../shell/connection-state.ts";
import { isAtLeast } from "../../shell/pages.ts";
import { ConnectionList } from "./connection-list.tsx";
import { type Connection, connectionsQuery, kinds, simulatorsQuery } from "./connections.ts";
import css from "./connections.module.css";

const route = getRouteApi("/shell/connections");

/** All that is connected, the sick first. */
export function ConnectionsPage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const isAdmin = isAtLeast(me.role, "admin");
  const { data, error, refetch } = useQuery(connectionsQuery);
  const simulators = useQuery({ ...simulatorsQuery, enabled: isAdmin });
  const isSimulated = (simulators.data?.running.length ?? 0) > 0;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const seen = data?.filter((one) => fits(one, search)).toSorted(sickFirst);
  const change = (next: typeof search) => void navigate({ search: { ...search, ...next }, replace: true });
  return (
    <>
      <PageHead title={t("connections.title")} about={t("connections.about")}>
        {isSimulated && (
          <LinkButton variant="default" to="/welcome">
            {t("welcome.title")}
          </LinkButton>
        )}
        {isAdmin && (
          <LinkButton to="/connections/new" leftSection={<Icon name="plus" />}>
            {t("connections.add")}
          </LinkButton>
        )}
      </PageHead>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data?.length === 0 ? (
        <Empty title={t("connections.empty")}>
          <p className={css.narrow}>{t("connections.emptyHelp")}</p>
          {isAdmin && <LinkButton to="/welcome">{t("connections.tryIt")}</LinkButton>}
        </Empty>
      ) : (
        <>
          <div className={css.filters}>
            <TextInput
              aria-label={t("connections.find")}
              placeholder={t("connections.find")}
              leftSection={<Icon name="search" />}
              value={search.text ?? ""}
              onChange={({ currentTarget }) => change({ text: currentTarget.value || undefined })}
            />
            <NativeSelect
              aria-label={t("connections.kind")}
              value={search.kind ?? ""}
              onChange={({ currentTarget }) => change({ kind: kinds.find((kind) => kind === currentTarget.value) })}
              data={[
                { value: "", label: t("connections.allKinds") },
                ...kinds.map((kind) => ({ value: kind, label: t(`connections.kindsMany.${kind}`) })),
              ]}
            />
          </div>
          <ConnectionList
            connections={seen}
            empty={
              <Empty title={t("connections.none")}>
                <Button variant="default" onClick={() => change({ text: undefined, kind: undefined })}>
                  {t("common.clearFilters")}
                </Button>
              </Empty>
            }
          />
        </>
      )}
    </>
  );
}

function fits({ name, connector, kind }: Connection, wanted: { text?: string | undefined; kind?: string | undefined }) {
  const text = wanted.text?.toLowerCase() ?? "";
  return `${name} ${connector}`.toLowerCase().includes(text) && (wanted.kind === undefined || wanted.kind === kind);
}

const sickFirst = (one: Connection, other: Connection) => bySickness(one, other) || one.name.localeCompare(other.name);
