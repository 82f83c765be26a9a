import { splitInvisible } from './invisible.ts';

/** Captured text as it is, never live: control, bidi and zero-width characters are shown by their code point. */
export function Inert({ text }: { text: string }) {
  const pieces = splitInvisible(text);
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined && !first.isEscape) return <>{first.text}</>;
  return (
    <bdi>
      {pieces.map((piece, index) =>
        piece.isEscape ? (
          <span key={index} className="mx-px rounded-small bg-warn-bg px-0.5 text-[0.85em] text-warn">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}
