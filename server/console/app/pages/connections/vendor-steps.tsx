import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import css from "./setup.module.css";

/** Stands in a step for the address of deliveries, which is known once the connection is made. */
const addressMark = "{hookUrl}";

/** What an admin does at the vendor, in order, in the vendor's own words. */
export function Steps({ steps }: { steps: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <ol className={css.steps}>
      {steps.map((step) => (
        <li key={step}>
          {step.split(addressMark).map((part, index) => (
            <Fragment key={index}>
              {index > 0 && <em>({t("connections.setup.addressLater")})</em>}
              {part}
            </Fragment>
          ))}
        </li>
      ))}
    </ol>
  );
}
