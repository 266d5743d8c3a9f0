import { Fragment } from "react";

/** A sentence in which what stands between backticks is typed as it is. */
export function WithCode({ text }: { text: string }) {
  return text
    .split("`")
    .map((piece, index) =>
      index % 2 === 1 ? <code key={index}>{piece}</code> : <Fragment key={index}>{piece}</Fragment>,
    );
}
