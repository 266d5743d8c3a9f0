import { useTranslation } from "react-i18next";
import { useLiveState } from "../data/live.ts";
import { Icon } from "../parts/icon.tsx";
import { useFormats } from "../text/formats.ts";
import css from "./live-note.module.css";

/** Whether what is shown is current; only this and a page's headline speak to who hears the page. */
export function LiveNote() {
  const { t } = useTranslation();
  const { time } = useFormats();
  const { live, since } = useLiveState();
  return (
    <span className={live ? css.live : css.away} role="status">
      <Icon name={live ? "dot" : "triangle"} />
      {live || !since ? t("shell.live") : t("shell.reconnecting", { time: time(since) })}
    </span>
  );
}
