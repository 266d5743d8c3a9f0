import { createTheme, type MantineColorsTuple } from "@mantine/core";

// The darkest three that text stands on, or that stands as text, keep 6 : 1 to their ground.
const accent: MantineColorsTuple = [
  "#eef4fb",
  "#d9e6f6",
  "#b5cfee",
  "#8fb8ea",
  "#6a9fdf",
  "#4a86cf",
  "#2c6cb8",
  "#1d4f91",
  "#163e73",
  "#0f2c54",
];
const late: MantineColorsTuple = [
  "#fdf1ec",
  "#fbdccf",
  "#f6b99f",
  "#ff9a6b",
  "#e5793f",
  "#d9642f",
  "#c54a0f",
  "#b23a00",
  "#8f2f00",
  "#6b2300",
];
/** Of the dark scheme: text, muted, lines, surfaces, ground. */
const dark: MantineColorsTuple = [
  "#e4e8ee",
  "#c9d0da",
  "#9ba6b4",
  "#7b8796",
  "#272e38",
  "#1d242d",
  "#161b22",
  "#0f1318",
  "#0b0e12",
  "#07090c",
];

/** What Mantine's parts look like; shared by the page and by the stylesheet that is made of it at build time. */
export const theme = createTheme({
  colors: { accent, late, dark },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 4,
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "2px", sm: "4px", md: "8px", lg: "8px", xl: "8px" },
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "20px", lineHeight: "1.3" }, h2: { fontSize: "16px" }, h3: { fontSize: "14px" } },
  },
});
