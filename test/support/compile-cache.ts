import path from "node:path";

/**
 * Loaded before a test run: hundreds of processes load the same modules, and what one has stripped of types and compiled,
 * the next one takes from here. Processes of the run inherit it.
 */
process.env["NODE_COMPILE_CACHE"] ??= path.resolve(import.meta.dirname, "../../node_modules/.cache/compiled");
