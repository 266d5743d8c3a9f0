import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "../../parts/icon.tsx";
import type { Outcome } from "./deliveries.ts";
import css from "./deliveries.module.css";

const icons: Readonly<Record<Outcome, IconName>> = {
  open: "clock",
  applied: "check",
  duplicate: "exchange",
  quarantined: "triangle",
};

/** What became of a delivery; only what waits for a person has a colour. */
export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  return (
    <span className={outcome === "quarantined" ? css.held : css.mark}>
      <Icon name={icons[outcome]} />
      {t(`deliveries.outcomes.${outcome}`)}
    </span>
  );
}
