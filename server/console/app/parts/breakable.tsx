import { Fragment } from "react";

/** An address or a path that breaks behind a slash, a dot or an at sign, not within a word. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[/.@])(?![/.@])/).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}
