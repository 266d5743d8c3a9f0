/** Where a text stops being JSON; line and column from 1. */
export interface JsonFault {
  line: number;
  column: number;
  /** What could have stood there. */
  expected: string;
}

const blank = /[ \t\n\r]*/y;
// JSON allows no control characters in its texts.
// oxlint-disable-next-line no-control-regex
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

type Place = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "next" | "end";
const expectations: Readonly<Record<Place, string>> = {
  value: "a value",
  valueOrEnd: 'a value or "]"',
  key: "a name in quotes",
  keyOrEnd: 'a name in quotes or "}"',
  colon: '":"',
  next: '"," or the closing bracket',
  end: "nothing more",
};

/** Node's own messages quote what stands there, which may be a secret, and often name no place. @param json what could not be parsed */
export function findJsonFault(json: string): JsonFault {
  const open: ("{" | "[")[] = [];
  let place: Place = "value";
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(json);
    at += found?.[0].length ?? 0;
    return found !== null;
  };
  const afterValue = (): Place => (open.length === 0 ? "end" : "next");
  for (;;) {
    skip(blank);
    const step = takeStep(place, json[at] ?? "", open, { skip, afterValue });
    if (step === undefined) return { ...findLine(json, at), expected: expectations[place] };
    at += step.length;
    place = step.place;
  }
}

interface Reader {
  skip(pattern: RegExp): boolean;
  afterValue(): Place;
}

/** @returns where the text goes on, after so many signs; undefined = it cannot go on so */
function takeStep(
  place: Place,
  sign: string,
  open: ("{" | "[")[],
  { skip, afterValue }: Reader,
): { place: Place; length: number } | undefined {
  if (place === "colon") return sign === ":" ? { place: "value", length: 1 } : undefined;
  const isEnd = sign === "}" ? open.at(-1) === "{" : sign === "]" && open.at(-1) === "[";
  if (isEnd && place === (sign === "}" ? "keyOrEnd" : "valueOrEnd")) {
    open.pop();
    return { place: afterValue(), length: 1 };
  }
  if (place === "next") {
    if (sign === ",") return { place: open.at(-1) === "{" ? "key" : "value", length: 1 };
    if (!isEnd) return undefined;
    open.pop();
    return { place: afterValue(), length: 1 };
  }
  if (place === "key" || place === "keyOrEnd") return skip(text) ? { place: "colon", length: 0 } : undefined;
  if (place === "end") return undefined;
  if (sign === "{" || sign === "[") {
    open.push(sign);
    return { place: sign === "{" ? "keyOrEnd" : "valueOrEnd", length: 1 };
  }
  return skip(text) || skip(scalar) ? { place: afterValue(), length: 0 } : undefined;
}

function findLine(json: string, at: number): { line: number; column: number } {
  const before = json.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
