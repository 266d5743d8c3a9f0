import {
  type SourceReply,
  type SourceRequest,
  type SourceSimulator,
  startSourceSimulator,
} from "../../simulator-kit/source-simulator.ts";

interface Held {
  host: string;
  service: string | undefined;
  acknowledged: boolean;
}
interface Said {
  of: Held;
  text: string;
  entry_type: number;
}
interface Body {
  type?: string;
  filter: string;
  filter_vars?: { wantedHost?: string; wantedService?: string; wantedText?: string };
  author?: string;
  comment?: string;
}

const apiUser = "interdesk-api";
const apiPassword = "simulated-password-of-icinga";
const result = (code: number, status: string): SourceReply => ({ status: code, body: { results: [{ code, status }] } });

/** The API of Icinga 2 as r2.13 answers, for what fires. */
export function startIcingaSimulator(): Promise<SourceSimulator> {
  const problems = new Map<string, Held>();
  let comments: Said[] = [];
  const nameOf = ({ host, service }: Held) => (service === undefined ? host : `${host}!${service}`);

  const act = (action: string, { type, filter_vars: given = {}, author, comment }: Body): SourceReply => {
    const held = [...problems.values()].find(
      (one) => one.host === given.wantedHost && one.service === (type === "Host" ? undefined : given.wantedService),
    );
    if (!held) return { status: 500, body: { results: [] } };
    if (!author || (action !== "remove-acknowledgement" && !comment))
      return result(400, "Acknowledgements require author and comment.");
    if (action === "acknowledge-problem") {
      if (held.acknowledged) return result(409, `${type} ${nameOf(held)} is already acknowledged.`);
      held.acknowledged = true;
      comments.push({ of: held, text: comment ?? "", entry_type: 4 });
      return result(200, `Successfully acknowledged problem for object '${nameOf(held)}'.`);
    }
    if (action === "add-comment") {
      comments.push({ of: held, text: comment ?? "", entry_type: 1 });
      return result(200, "Successfully added comment.");
    }
    held.acknowledged = false;
    comments = comments.filter(({ of, entry_type }) => of !== held || entry_type !== 4);
    return result(200, `Successfully removed acknowledgement for object '${nameOf(held)}'.`);
  };

  const list = (type: string, { filter_vars: given = {} }: Body): SourceReply => {
    const wanted = given.wantedText?.replaceAll("*", "") ?? "";
    const all = [...problems.values()];
    const attrs =
      type === "comments"
        ? comments.filter(({ text }) => text.includes(wanted)).map(({ text, entry_type }) => ({ text, entry_type }))
        : type === "services"
          ? all.flatMap(({ host, service }) => (service === undefined ? [] : [{ host_name: host, name: service }]))
          : all.flatMap(({ host, service }) => (service === undefined ? [{ name: host }] : []));
    return { status: 200, body: { results: attrs.map((one) => ({ attrs: one, joins: {}, meta: {} })) } };
  };

  const answer = ({ path, headers, body }: SourceRequest): SourceReply => {
    const expected = `Basic ${Buffer.from(`${apiUser}:${apiPassword}`).toString("base64")}`;
    if (headers["authorization"] !== expected)
      return { status: 401, body: { error: 401, status: "Unauthorized. Please check your user credentials." } };
    const [, kind, name = ""] = /^\/v1\/(actions|objects)\/([a-z-]+)$/.exec(path) ?? [];
    if (kind === "actions") return act(name, JSON.parse(body) as Body);
    if (kind === "objects" && headers["x-http-method-override"] === "GET") return list(name, JSON.parse(body) as Body);
    return { status: 404, body: { error: 404, status: "The requested path could not be found." } };
  };

  return startSourceSimulator((url) => ({
    settings: { apiUrl: url },
    secrets: { apiUser, apiPassword },
    answer,
    changes: ({ path }) => path.startsWith("/v1/actions/"),
    fire: ({ dedupKey, handle }) =>
      void problems.set(dedupKey, { host: handle["host"] ?? "", service: handle["service"], acknowledged: false }),
    calm: (dedupKey) => void problems.delete(dedupKey),
    look: (dedupKey) => {
      const held = problems.get(dedupKey);
      const notes = comments.filter(({ of }) => of === held);
      const acknowledged = held?.acknowledged ? notes.filter(({ entry_type }) => entry_type === 4).length : 0;
      return { acknowledged, resolved: false, notes: notes.map(({ text }) => text) };
    },
  }));
}
