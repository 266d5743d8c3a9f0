import "./theme/layers.css";
import "virtual:theme.css";
import "./theme/mantine.css";
import "./theme/colours.css";
import "./theme/page.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./shell/app.tsx";
import { queries } from "./data/queries.ts";
import { router } from "./routes.tsx";
import { startText } from "./text/language.ts";

// After an update of the hub an open page asks for parts that are no more: loaded anew once, it is the new one.
addEventListener("vite:preloadError", () => {
  if (sessionStorage.getItem("reloaded") === "yes") return;
  sessionStorage.setItem("reloaded", "yes");
  location.reload();
});

await Promise.all([startText(), router.load()]);
sessionStorage.removeItem("reloaded");

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
