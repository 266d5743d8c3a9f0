import { defineScenario } from "../scenario.ts";
import { scriptPayloads } from "../../browser/support/script-payloads.ts";
import { showStoredScripts } from "../../browser/support/stored-scripts.ts";

export const storedScripts = defineScenario(
  "L3",
  "texts of vendors that a browser would run",
  async (context, sizes) => {
    // Some of each kind, where not all are tried.
    const every = Math.max(1, Math.floor(scriptPayloads.length / sizes.payloads));
    const texts = scriptPayloads.filter((_, place) => place % every === 0).slice(0, sizes.payloads);
    const { pages, verbatim, faults } = await showStoredScripts(context, texts);
    const found =
      faults.length === 0 ? "none ran, was stopped, or became more than text" : faults.slice(0, 3).join("; ");
    return {
      pass: faults.length === 0 && verbatim >= texts.length,
      figure: `${texts.length} texts in every field that a vendor fills, ${pages} pages in Chromium, ${verbatim} headings read as they stand: ${found}`,
    };
  },
);
