import type { ReactNode } from "react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { chooseLanguage, type Language, languages } from "../../text/language.ts";
import css from "./entry.module.css";

/** Around the pages of who has not signed in. */
export function EntryFrame({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  useEffect(() => {
    document.title = `${title} · Interdesk`;
  }, [title]);
  return (
    <div className={css.page}>
      <main className={css.card}>
        <div className={css.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          {t("shell.product")}
        </div>
        <h1>{title}</h1>
        {about && <p className={css.help}>{about}</p>}
        {children}
      </main>
      <footer className={css.languages}>
        {Object.entries(languages).map(([language, name]) => (
          <button
            key={language}
            type="button"
            lang={language}
            className={css.language}
            aria-pressed={i18n.language === language}
            onClick={() => void chooseLanguage(language as Language)}
          >
            {name}
          </button>
        ))}
      </footer>
    </div>
  );
}
