import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askPath, Refusal } from "../../data/ask.ts";
import { Failure } from "../../parts/failure.tsx";
import { CodeForm } from "./code-form.tsx";
import { EntryFrame } from "./entry-frame.tsx";
import { JoinForm } from "./join-form.tsx";
import { RedeemForm } from "./redeem-form.tsx";
import { enter } from "./sign-in.ts";

const route = getRouteApi("/setup/$secret");

/** What a link is for, as the hub says. */
export interface LinkFacts {
  kind: "setup" | "invite" | "reset";
  tenant: string;
  email: string | null;
  needs: "owner" | "password" | "signIn";
}

/** Where a link leads that somebody was sent: the first owner, an invitation, or a new password. */
export function LinkPage() {
  const { t } = useTranslation();
  const { secret } = route.useParams();
  const [isCode, setIsCode] = useState(false);
  const { data, error } = useQuery({
    queryKey: ["link", secret],
    queryFn: () => askPath<LinkFacts>("POST", "/api/auth/link", { secret }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error instanceof Refusal && error.status === 404)
    return (
      <EntryFrame title={t("entry.linkGone")} about={t("entry.linkGoneHelp")}>
        <Link to="/sign-in">{t("entry.signIn")}</Link>
      </EntryFrame>
    );
  if (error)
    return (
      <EntryFrame title={t("entry.linkGone")}>
        <Failure error={error} retry={() => location.reload()} />
      </EntryFrame>
    );
  if (!data) return <EntryFrame title={t("common.loading")}>{null}</EntryFrame>;
  // A new owner is led on; everybody else has come to work.
  const leave = () => enter(data.kind === "setup" ? "/welcome" : "/");
  if (isCode)
    return (
      <EntryFrame title={t("entry.codeTitle")} about={t("entry.codeHelp")}>
        <CodeForm onDone={leave} />
      </EntryFrame>
    );
  if (data.needs === "signIn") return <JoinForm secret={secret} facts={data} onDone={leave} />;
  return <RedeemForm secret={secret} facts={data} onDone={leave} onCode={() => setIsCode(true)} />;
}
