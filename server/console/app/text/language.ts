import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { queries } from "../data/queries.ts";
import { speakThrough } from "../hub-words/say.ts";
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
    resources: { [language]: { translation: await bringTexts(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

export async function chooseLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, "translation", await bringTexts(language));
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
  // What the hub says in words of its own, such as a connector's labels, came in the other language.
  void queries.invalidateQueries();
}

/** The console's own texts; what says the hub's sentences in the same language comes with the first of these. */
async function bringTexts(language: Language): Promise<object> {
  speakThrough(language === "de" ? germanSpeech : undefined);
  return language === "de" ? (await import("./de.ts")).de : (await import("./en.ts")).en;
}

const germanSpeech = {
  bring: async () => (await import("../hub-words/german.ts")).sayInGerman,
  onBrought: () => void i18next.changeLanguage("de"),
};
