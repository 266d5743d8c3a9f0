import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../icon.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { keysOf } from "../move-buttons.tsx";
import { isWebAddress } from "../web-address.ts";
import css from "./client-guide.module.css";
import type { Runbook } from "./guide-query.ts";

interface RunbookListProps {
  runbooks: readonly Runbook[];
  /** What can be done with one. */
  tools?: (index: number) => ReactNode;
}

/** What is done at a client, and when: a link, or words that are opened. */
export function RunbookList({ runbooks, tools }: RunbookListProps) {
  const { t } = useTranslation();
  const keys = keysOf(runbooks.map(({ title }) => title));
  return (
    <ul className={css.list}>
      {runbooks.map(({ title, when, url, text }, index) => (
        <li key={keys[index]} className={css.one}>
          <div className={css.words}>
            {isWebAddress(url) ? (
              <a className={css.link} href={url} target="_blank" rel="noreferrer">
                {title} <Icon name="external" size={12} />
              </a>
            ) : (
              <p className={css.name}>{title}</p>
            )}
            {when !== null && <p className={css.about}>{t("clients.guide.whenIs", { when })}</p>}
            {text !== null && (
              <details>
                <summary>{t("clients.guide.read")}</summary>
                <div className={css.text}>
                  <Markdown text={text} />
                </div>
              </details>
            )}
          </div>
          {tools?.(index)}
        </li>
      ))}
    </ul>
  );
}
