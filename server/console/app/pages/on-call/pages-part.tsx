import { Button, NativeSelect } from "@mantine/core";
import { tell } from "../../parts/tell.tsx";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useRouteContext } from "@tanstack/react-router";
import type { InferResponseType } from "hono/client";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../data/api.ts";
import { ask } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { oneOf } from "../../data/words.ts";
import { Bones } from "../../parts/bones.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Panel } from "../../parts/panel.tsx";
import { sayHubWords } from "../../hub-words/say.ts";
import rows from "../../parts/rows.module.css";
import { useHubWords } from "../../hub-words/use-hub-words.ts";
import { useFormats } from "../../text/formats.ts";
import css from "./on-call.module.css";

const states = [
  "waiting",
  "sending",
  "sent",
  "arrived",
  "failed",
  "answered",
  "cancelled",
  "dropped",
  "unknown",
] as const;
type Page = InferResponseType<typeof api.pages.$get, 200>[number];

/** What was sent to people and what became of it, and a message to try whether somebody can be reached. */
export function PagesPart() {
  const { t } = useTranslation();
  const people = usePeople();
  const list = useQuery({
    queryKey: ["on-call", "pages"],
    queryFn: () => ask(api.pages.$get({ query: { limit: "100" } })),
    refetchInterval: 3_000,
  });
  return (
    <>
      <TestMessage />
      <Panel title={t("onCall.pagesAbout")} flush>
        {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
        {list.isPending && <Bones rows={4} />}
        {list.data?.length === 0 && <p className={css.alone}>{t("onCall.noPages")}</p>}
        {list.data && list.data.length > 0 && (
          <table className={rows.table}>
            <thead>
              <tr>
                <th scope="col">{t("onCall.heads.message")}</th>
                <th scope="col">{t("onCall.heads.to")}</th>
                <th scope="col">{t("onCall.heads.state")}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.map((page) => (
                <PageRow key={page.id} page={page} name={people.find(({ id }) => id === page.person)?.name} />
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </>
  );
}

/** @param name of the person; undefined = the plan has nobody of this id any more, or a place was told */
function PageRow({ page, name }: { page: Page; name: string | undefined }) {
  const { t } = useTranslation();
  const { when } = useFormats();
  const words = useHubWords();
  const { at, ticketId, title, person, address, channel, connection, state, detail, answer, attempts } = page;
  const known = oneOf(states, state);
  // What went wrong before it was sent is over; of one that was answered it says by whom.
  const about =
    detail && (state === "waiting" || state === "failed")
      ? words.fault(detail)
      : state === "answered"
        ? sayHubWords(detail ?? "")
        : null;
  return (
    <tr>
      <td>
        {ticketId ? (
          <Link to="/tickets/$id" params={{ id: ticketId }}>
            {title}
          </Link>
        ) : (
          title
        )}
        <span className={rows.more}>{t("onCall.via", { channel: words.channel(channel), connection })}</span>
      </td>
      <td>
        {name ?? person ?? address}
        <span className={rows.more}>{when(at)}</span>
      </td>
      <td className={state === "failed" ? css.failed : undefined}>
        {known ? t(`onCall.states.${known}`) : state}
        {answer && `: ${answer}`}
        <span className={rows.more}>
          {[t("onCall.attempts", { count: attempts }), about].filter(Boolean).join(", ")}
        </span>
      </td>
    </tr>
  );
}

/** All whom the plan has. */
function usePeople() {
  const load = useQuery({ queryKey: ["on-call", "load"], queryFn: () => ask(api["on-call"].load.$get({ query: {} })) });
  return load.data?.people.map(({ person, email }) => ({ ...person, email })) ?? [];
}

/** To oneself, where the plan knows one by one's e-mail address, unless somebody else is chosen. */
function TestMessage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const people = usePeople();
  const address = me.person?.email.toLowerCase();
  const own = people.find(({ email }) => email !== null && email.toLowerCase() === address)?.id;
  const [chosen, setChosen] = useState<string>();
  // Several may bear one name, and nobody is woken by a guess.
  const person = chosen ?? own ?? "";
  const test = useMutation({
    mutationFn: (to: string) => ask(api["on-call"].test.$post({ json: { person: to } })),
    onSuccess: async ({ pages }) => {
      tell(pages.length === 0 ? t("onCall.noWay") : t("onCall.testSent", { count: pages.length }));
      await queries.invalidateQueries({ queryKey: ["on-call", "pages"] });
    },
  });
  if (people.length === 0) return null;
  return (
    <div className={css.test}>
      <NativeSelect
        label={t("onCall.testTo")}
        value={person}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        data={[
          { value: "", label: t("onCall.testNobody"), disabled: true },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Button variant="default" loading={test.isPending} disabled={person === ""} onClick={() => test.mutate(person)}>
        {t("onCall.testMe")}
      </Button>
      {test.error && <Failure error={test.error} />}
    </div>
  );
}
