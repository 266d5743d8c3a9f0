import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath } from "../../data/ask.ts";
import { queries } from "../../data/queries.ts";
import { AskFirst } from "../../parts/ask-first.tsx";
import { Failure } from "../../parts/failure.tsx";
import form from "../../parts/form.module.css";
import { Panel } from "../../parts/panel.tsx";
import rows from "../../parts/rows.module.css";
import { useFormats } from "../../text/formats.ts";
import css from "./account.module.css";

interface Account {
  id: string;
  providerId: string;
  createdAt: string;
}
interface Providers {
  providers: readonly { id: string; name: string }[];
}

/** Accounts elsewhere by which one signs in here too. */
export function ProviderLinks() {
  const { t } = useTranslation();
  const { date } = useFormats();
  const providers = useQuery({
    queryKey: ["providers"],
    queryFn: () => askPath<Providers>("GET", "/api/auth/providers"),
  });
  const accounts = useQuery({
    queryKey: ["accounts"],
    queryFn: () => askPath<readonly Account[]>("GET", "/api/auth/list-accounts"),
  });
  const link = useMutation({
    mutationFn: async (provider: string) => {
      const body = { provider, callbackURL: "/account", errorCallbackURL: "/account" };
      const { url } = await askPath<{ url: string }>("POST", "/api/auth/link-social", body);
      location.assign(url);
    },
  });
  const unlink = useMutation({
    mutationFn: (accountId: string) => askPath("POST", "/api/auth/unlink-account", { accountId }),
    onSuccess: async () => {
      setUnlinked(undefined);
      await queries.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const [unlinked, setUnlinked] = useState<{ account: string; name: string }>();
  const failure = link.error ?? accounts.error ?? providers.error;
  return (
    <Panel title={t("account.providers")}>
      {failure && <Failure error={failure} />}
      {providers.data?.providers.length === 0 && <p className={form.help}>{t("account.noProviders")}</p>}
      <ul className={css.list}>
        {providers.data?.providers.map(({ id, name }) => {
          const own = accounts.data?.find(({ providerId }) => providerId === id);
          return (
            <li key={id} className={css.entry}>
              <span className={css.what}>
                {name}
                {own && <span className={rows.more}>{t("account.linked", { date: date(own.createdAt) })}</span>}
              </span>
              {own ? (
                <Button variant="subtle" size="xs" onClick={() => setUnlinked({ account: own.id, name })}>
                  {t("account.unlink")}
                </Button>
              ) : (
                <Button variant="default" size="xs" onClick={() => link.mutate(id)}>
                  {t("account.linkProvider", { name })}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <AskFirst
        grave
        opened={unlinked !== undefined}
        title={t("account.unlinkTitle", { name: unlinked?.name ?? "" })}
        confirm={t("account.unlink")}
        onConfirm={() => unlinked && unlink.mutate(unlinked.account)}
        onClose={() => setUnlinked(undefined)}
        busy={unlink.isPending}
        error={unlink.error}
      >
        <p>{t("account.unlinkAbout")}</p>
      </AskFirst>
    </Panel>
  );
}
