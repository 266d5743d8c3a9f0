import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { sayHubWords } from "../../hub-words/say.ts";
import { Bones } from "../../parts/bones.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { type Connector, connectorsQuery, kinds } from "./connections.ts";
import css from "./catalogue.module.css";
import { SetupPage } from "./setup-page.tsx";

const route = getRouteApi("/shell/connections/new");

/** What can be connected; and the setup of the one that was chosen. */
export function CataloguePage() {
  const { t } = useTranslation();
  const { connector: wanted, text = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(connectorsQuery);
  const chosen = data?.find(({ name }) => name === wanted);
  if (chosen) return <SetupPage key={chosen.name} connector={chosen} />;
  const found = data?.filter(({ title, name }) =>
    `${title} ${sayHubWords(title)} ${name}`.toLowerCase().includes(text.toLowerCase()),
  );
  return (
    <>
      <PageHead title={t("connections.catalogue.title")} about={t("connections.catalogue.about")} />
      {error && <Failure error={error} retry={() => void refetch()} />}
      <TextInput
        className={css.find ?? ""}
        aria-label={t("connections.catalogue.find")}
        placeholder={t("connections.catalogue.find")}
        leftSection={<Icon name="search" />}
        value={text}
        onChange={({ currentTarget }) =>
          void navigate({ search: { text: currentTarget.value || undefined }, replace: true })
        }
      />
      {!found && !error && <Bones rows={6} />}
      {found?.length === 0 && (
        <Empty title={t("connections.catalogue.none")}>
          <p>{t("connections.catalogue.noneHelp")}</p>
          <Link to="/connections/new" search={{ text: "webhook" }}>
            {t("connections.catalogue.find")}: webhook
          </Link>
        </Empty>
      )}
      {kinds.map((kind) => {
        const of = found?.filter((one) => one.kind === kind).toSorted(byTitle) ?? [];
        if (of.length === 0) return null;
        return (
          <section key={kind} className={css.group}>
            <h2>{t(`connections.kindsMany.${kind}`)}</h2>
            <ul className={css.list}>
              {of.map((connector) => (
                <Choice key={connector.name} connector={connector} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** Connectors for what has none of its own; they stand last. */
const generic = new Set([
  "generic-webhook",
  "standard-webhooks",
  "cloudevents",
  "email",
  "webhook-desk",
  "webhook-pager",
]);

const byTitle = (one: Connector, other: Connector) =>
  Number(generic.has(one.name)) - Number(generic.has(other.name)) ||
  sayHubWords(one.title).localeCompare(sayHubWords(other.title));

function Choice({ connector: { name, title, capabilities } }: { connector: Connector }) {
  const { t } = useTranslation();
  const can = capabilities.map((one) => t(`connections.catalogue.capabilities.${one}`));
  return (
    <li className={css.choice}>
      <Link to="/connections/new" search={{ connector: name }} className={css.link}>
        <span className={css.title}>{sayHubWords(title)}</span>
        <span className={css.can}>{can.length > 0 && `${t("connections.catalogue.can")}: ${can.join(", ")}`}</span>
      </Link>
    </li>
  );
}
