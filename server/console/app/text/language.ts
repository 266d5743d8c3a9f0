import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { queries } from "../data/queries.ts";
import type { en } from "./en.ts";

export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

const key = "interdesk-language";

export function readLanguage(): Language {
  const chosen = document.documentElement.lang;
  return chosen === "de" ? "de" : "en";
}

/** Loads one language and begins with it; the other comes when it is chosen. */
export async function startText(): Promise<void> {
  const language = readLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await loadTexts(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

export async function chooseLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, "translation", await loadTexts(language));
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
  // What the hub says in words of its own, such as a connector's labels, came in the other language.
  void queries.invalidateQueries();
}

async function loadTexts(language: Language): Promise<object> {
  return language === "de" ? (await import("./de.ts")).de : (await import("./en.ts")).en;
}
