import { z } from "zod";

/** What a key can be let change through MCP. */
export const McpWrite = z.enum(["comment", "acknowledge"]);
export type McpWrite = z.infer<typeof McpWrite>;
