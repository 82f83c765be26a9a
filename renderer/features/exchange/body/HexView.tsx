import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

const ROW_BYTES = 16;
const ROW_HEIGHT = 20;

/** Bytes as hex and ASCII, sixteen a row; only the rows in sight are drawn. */
export function HexView({ label, bytes }: { label: string; bytes: Uint8Array }) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this component only
  const virtual = useVirtualizer({
    count: Math.ceil(bytes.length / ROW_BYTES),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });
  const items = virtual.getVirtualItems();
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={label}
      tabIndex={0}
      className="code focus-inset min-h-0 flex-1 overflow-auto px-4 py-2 text-code whitespace-pre select-text"
    >
      <div className="relative w-max" style={{ height: virtual.getTotalSize() }}>
        <div style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ index }) => (
            <HexRow
              key={index}
              offset={index * ROW_BYTES}
              bytes={bytes.subarray(index * ROW_BYTES, (index + 1) * ROW_BYTES)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function HexRow({ offset, bytes }: { offset: number; bytes: Uint8Array }) {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  const left = hex.slice(0, 8).join(' ').padEnd(23);
  const right = hex.slice(8).join(' ').padEnd(23);
  const ascii = Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
  ).join('');
  return (
    <div className="flex h-5 gap-6">
      <span className="text-faint select-none">{offset.toString(16).padStart(8, '0')}</span>
      <span>
        {left}
        {'  '}
        {right}
      </span>
      <span className="text-code-string">{ascii}</span>
    </div>
  );
}
