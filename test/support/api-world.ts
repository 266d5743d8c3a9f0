import type { DemoWorld } from "../../server/demo/world.ts";

/** An answer of the API, as any program sees it. */
export interface ApiAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { detail?: string; type?: string };
}

export type AskApi = (
  method: string,
  route: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ApiAnswer>;

/** Asks with a key of this role, as other programs do. */
export async function openApiClient(
  { api }: Pick<DemoWorld, "api">,
  name: string,
  more: { role?: string; as?: DemoWorld["api"] } = {},
): Promise<AskApi> {
  const { key } = (await (more.as ?? api).post("/api-keys", { name, role: more.role ?? "owner" })) as { key: string };
  return async (method, route, body, headers = {}) => {
    const answer = await fetch(`${api.url}/api/v1${route}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const told = text === "" ? {} : (JSON.parse(text) as ApiAnswer["body"]);
    return { status: answer.status, headers: answer.headers, body: told };
  };
}
