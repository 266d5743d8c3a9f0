import type { ComponentType, ReactNode } from "react";
import { PageHead } from "./page-head.tsx";
import { PageTabs } from "./page-tabs.tsx";
import css from "./tabbed-page.module.css";

interface TabbedPageProps<Name extends string> {
  title: string;
  about: string;
  /** Those that are offered; the first is shown where the address names none of them. */
  parts: readonly { name: Name; label: string; Part: ComponentType }[];
  /** As the address has it. */
  part: string | undefined;
  onPart(next: Name): void;
  /** Between the heading and the tabs, whichever is shown. */
  children?: ReactNode;
}

/** A page in parts of which one is shown; which one stands in the address. */
export function TabbedPage<Name extends string>({
  title,
  about,
  parts,
  part,
  onPart,
  children,
}: TabbedPageProps<Name>) {
  const shown = parts.find(({ name }) => name === part) ?? parts[0];
  return (
    <>
      <PageHead title={title} about={about} />
      {children}
      <PageTabs label={title} tabs={parts} shown={shown?.name} onShow={onPart} className={css.part}>
        {shown && <shown.Part />}
      </PageTabs>
    </>
  );
}
