import type { ReactNode } from "react";
import css from "./facts.module.css";

interface FactsProps {
  facts: readonly (readonly [name: string, value: ReactNode])[];
  /** Where the list has other measures than usual. */
  className?: string | undefined;
}

/** What is known of one thing, a line each: its name, and what it is. */
export function Facts({ facts, className = "" }: FactsProps) {
  return (
    <dl className={`${css.facts} ${className}`}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
