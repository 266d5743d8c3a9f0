import { Tabs } from "@mantine/core";
import { type ComponentType, type ReactNode, useEffect, useRef } from "react";
import { PageHead } from "./page-head.tsx";
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
  const list = useRef<HTMLDivElement>(null);
  // Not scrollIntoView: it would also move the page.
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-selected="true"]');
    if (!list.current || !tab) return;
    const [around, inside] = [list.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    list.current.scrollLeft += inside.left + inside.width / 2 - (around.left + around.width / 2);
  }, [shown?.name]);
  const choose = (next: string | null) => {
    const found = parts.find(({ name }) => name === next);
    if (found) onPart(found.name);
  };
  return (
    <>
      <PageHead title={title} about={about} />
      {children}
      <Tabs value={shown?.name ?? null} onChange={choose} keepMounted={false}>
        <Tabs.List ref={list} className={css.tabs} data-scrolls>
          {parts.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {parts.map(({ name, Part }) => (
          <Tabs.Panel key={name} value={name} className={css.part}>
            <Part />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
