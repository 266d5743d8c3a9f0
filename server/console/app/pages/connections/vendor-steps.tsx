import css from "./setup.module.css";

/** What an admin does at the vendor, in order, in the vendor's own words. */
export function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className={css.steps}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}
