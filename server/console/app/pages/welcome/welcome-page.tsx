import { useRouteContext } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bones } from "../../parts/bones.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Failure } from "../../parts/failure.tsx";
import { Icon } from "../../parts/icon.tsx";
import { LinkButton } from "../../parts/link-button.tsx";
import { PageHead } from "../../parts/page-head.tsx";
import { isAtLeast } from "../../shell/pages.ts";
import { ClientStep } from "./client-step.tsx";
import { ConflictStep } from "./conflict-step.tsx";
import { AlertStep, ConnectStep, RealStep } from "./plain-steps.tsx";
import { TicketStep } from "./ticket-step.tsx";
import { type Step, steps, type Tour, useTour } from "./tour.ts";
import css from "./welcome.module.css";

const parts: Readonly<Record<Step, (props: { tour: Tour }) => React.ReactNode>> = {
  connect: ConnectStep,
  alert: AlertStep,
  ticket: TicketStep,
  client: ClientStep,
  conflict: ConflictStep,
  real: RealStep,
};

/** The first minutes with a hub: each step sees by itself whether it is done. */
export function WelcomePage() {
  const { t } = useTranslation();
  const { me } = useRouteContext({ from: "/shell" });
  const isAdmin = isAtLeast(me.role, "admin");
  const tour = useTour(isAdmin);
  return (
    <>
      <PageHead title={t("welcome.title")} about={t("welcome.about")} />
      {!isAdmin && <Empty title={t("welcome.forbidden")} />}
      {tour.error && <Failure error={tour.error} />}
      {isAdmin && tour.isLoading && !tour.error && <Bones rows={8} />}
      {isAdmin && tour.isOff && (
        <Empty title={t("welcome.off")}>
          <p className={css.narrow}>{t("welcome.offHelp")}</p>
          <LinkButton to="/connections/new">{t("welcome.real.action")}</LinkButton>
        </Empty>
      )}
      {isAdmin && !tour.isLoading && !tour.isOff && <Steps tour={tour} />}
    </>
  );
}

function Steps({ tour }: { tour: Tour }) {
  const { t } = useTranslation();
  const next = steps.find((step) => !tour.done[step]);
  return (
    <ol className={css.steps}>
      {steps.map((step, index) => {
        const isDone = tour.done[step];
        const isOpen = isDone || step === next || step === "real" || (step === "ticket" && tour.done.alert);
        const Part = parts[step];
        return (
          <li key={step} className={isOpen ? css.step : css.later} aria-current={step === next ? "step" : undefined}>
            <span className={isDone ? css.tick : css.number} aria-hidden="true">
              {isDone ? <Icon name="check" /> : index + 1}
            </span>
            <div className={css.body}>
              <h2>
                {t(`welcome.${step}.title`)}
                <span className={css.state}>{isDone ? t("welcome.done") : step === next ? t("welcome.next") : ""}</span>
              </h2>
              <p className={css.muted}>{t(`welcome.${step}.text`)}</p>
              {isOpen && <Part tour={tour} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
