import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { startLive } from "../data/live.ts";
import { ConnectionStrip } from "./connection-strip.tsx";
import { Navigation } from "./navigation.tsx";
import { PersonMenu } from "./person-menu.tsx";
import css from "./shell.module.css";
import { LiveNote } from "./live-note.tsx";

/** Around every page of who has signed in: where one can go, whether what is shown is current, and who one is. */
export function Shell() {
  const { t } = useTranslation();
  // Once the page is there, not when it begins to be loaded.
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const content = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => startLive(), []);
  useEffect(() => {
    // Whoever works by keyboard or hears the page begins at its head, not at the foot of the last one;
    // a list to which somebody comes back has taken the focus already.
    if (isFirst.current) isFirst.current = false;
    else if (!content.current?.contains(document.activeElement)) content.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        {t("shell.skip")}
      </a>
      <Navigation />
      <header className={css.strip}>
        <LiveNote />
        <ConnectionStrip />
        <PersonMenu />
      </header>
      <main id="content" className={css.content} ref={content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
