import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from "@mantine/core";
import type { Plugin } from "vite";
import { theme } from "../app/theme/theme.ts";

const name = "virtual:theme.css";
const resolved = `\0${name}`;

/**
 * The theme's variables as a stylesheet. Mantine would write them into the page as an element, which the content security
 * policy does not allow.
 */
export function themeSheet(): Plugin {
  return {
    name: "interdesk-theme-sheet",
    resolveId: (id) => (id === name ? resolved : undefined),
    load: (id) => (id === resolved ? writeSheet() : undefined),
  };
}

function writeSheet(): string {
  const variables = convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ":root");
  const schemes = ["light", "dark"].map(
    (scheme) => `:root[data-mantine-color-scheme="${scheme}"] { --mantine-color-scheme: ${scheme}; }`,
  );
  return [variables, ...schemes].join("\n");
}
