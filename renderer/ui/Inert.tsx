import { visibleParts } from '../../shared/http/visible.ts';

/** Captured text as it is, never live: control, bidi and zero-width characters are shown by their code point. */
export function Inert({ text }: { text: string }) {
  const parts = visibleParts(text);
  const [first] = parts;
  if (first === undefined) return null;
  if (parts.length === 1 && !first.isEscaped) return <>{first.text}</>;
  return (
    <bdi>
      {parts.map((part, index) =>
        part.isEscaped ? (
          <span key={index} className="rounded-small bg-warn-bg text-[0.9em] text-warn">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
