// Runs before anything is drawn: the chosen scheme and language, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const chosen = localStorage.getItem("mantine-color-scheme-value") || "auto";
  const dark = chosen === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  root.lang = localStorage.getItem("interdesk-language") || (navigator.language.startsWith("de") ? "de" : "en");
})();
