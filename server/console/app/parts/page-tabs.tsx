import { Tabs } from "@mantine/core";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import css from "./page-tabs.module.css";

interface PageTabsProps<Name extends string> {
  /** What the tabs are parts of. */
  label: string;
  tabs: readonly { name: Name; label: string }[];
  shown: Name | undefined;
  onShow(next: Name): void;
  /** Of the panel. */
  className?: string | undefined;
  /** What the tab that is shown holds. */
  children: ReactNode;
}

/** Tabs of a page; where they are wider than it, they are pushed aside until the one that is shown is seen. */
export function PageTabs<Name extends string>({
  label,
  tabs,
  shown,
  onShow,
  className = "",
  children,
}: PageTabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  // Not scrollIntoView: it would also move the page. Before it is drawn: else it would be seen half beyond the edge at first.
  useLayoutEffect(() => {
    const tab = list.current?.querySelector('[aria-selected="true"]');
    if (!list.current || !tab) return;
    const [around, inside] = [list.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    list.current.scrollLeft += inside.left + inside.width / 2 - (around.left + around.width / 2);
  }, [shown]);
  const choose = (next: string | null) => {
    const found = tabs.find(({ name }) => name === next);
    if (found && found.name !== shown) onShow(found.name);
  };
  return (
    <Tabs value={shown ?? null} onChange={choose} keepMounted={false}>
      <Tabs.List ref={list} className={css.tabs ?? ""} data-scrolls aria-label={label}>
        {tabs.map(({ name, label: words }) => (
          <Tabs.Tab key={name} value={name}>
            {words}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown !== undefined && (
        <Tabs.Panel value={shown} className={`${css.part} ${className}`}>
          {children}
        </Tabs.Panel>
      )}
    </Tabs>
  );
}
