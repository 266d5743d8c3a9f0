import { useTranslation } from "react-i18next";

const product = "Interdesk";

/** Who did something, by the name alone: `person ann@msp.example` is `ann@msp.example`; what is no person says so. */
export function useActorWords(): (actor: string) => string {
  const { t } = useTranslation();
  return (actor) => {
    if (actor === "hub") return product;
    const [, kind, name = ""] = /^(person|key) (.+)$/.exec(actor) ?? [];
    if (kind === "key") return t("audit.key", { name });
    return kind === "person" ? name : actor;
  };
}

/** Whom the audit is asked for by such words; it finds a person and a key by the name alone, too. */
export function useActorOfWords(): (words: string) => string {
  const { t } = useTranslation();
  return (words) => {
    if (words.toLowerCase() === product.toLowerCase()) return "hub";
    const before = t("audit.key", { name: "" });
    return words.startsWith(before) ? `key ${words.slice(before.length)}` : words;
  };
}
