import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { router } from "../routes.tsx";
import { theme } from "../theme/theme.ts";

/** The page as a whole: looks, messages, and whichever page the address names. */
export function App() {
  const { t } = useTranslation();
  const close = t("common.close");
  const worded = useMemo(
    // A cross says nothing to who cannot see it.
    () => mergeThemeOverrides(theme, { components: { CloseButton: { defaultProps: { "aria-label": close } } } }),
    [close],
  );
  return (
    <MantineProvider theme={worded} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <Notifications position="bottom-left" />
      <RouterProvider router={router} />
    </MantineProvider>
  );
}
