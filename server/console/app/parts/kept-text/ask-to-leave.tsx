import { type ShouldBlockFn, useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { readDetail } from "../../data/read-detail.ts";
import { AskFirst } from "../ask-first.tsx";

/** Whether the editor goes with it: another page, or another part of this one. All else of an address leaves it where it is. */
const leads: ShouldBlockFn = ({ current, next }) =>
  current.pathname !== next.pathname || readDetail(current.search)["part"] !== readDetail(next.search)["part"];

/** Asks before a draft is lost by leaving it; where the browser itself leaves, it is the browser that asks. */
export function AskToLeave({ isChanged }: { isChanged: boolean }) {
  const { t } = useTranslation();
  const leaving = useBlocker({
    shouldBlockFn: leads,
    disabled: !isChanged,
    enableBeforeUnload: isChanged,
    withResolver: true,
  });
  return (
    <AskFirst
      grave
      opened={leaving.status === "blocked"}
      title={t("keptText.leaveTitle")}
      confirm={t("keptText.leave")}
      onConfirm={() => leaving.proceed?.()}
      onClose={() => leaving.reset?.()}
    >
      <p>{t("keptText.leaveAbout")}</p>
    </AskFirst>
  );
}
