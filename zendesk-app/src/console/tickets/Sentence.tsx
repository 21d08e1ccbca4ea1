import { Span } from "@zendeskgarden/react-typography";
import type { Piece } from "./sentence.ts";

/** A rule in words; what differs from rule to rule is bold. */
export function Sentence({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ text, strong }, index) => (
        <Span key={index} isBold={strong}>
          {text}
        </Span>
      ))}
    </>
  );
}
