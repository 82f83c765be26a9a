import { formatBytes } from './format-bytes.ts';

/** A size in bytes; hovering shows the exact number. */
export function ByteSize({ bytes, className }: { bytes: number; className?: string }) {
  return (
    <span title={`${bytes.toLocaleString('en')} bytes`} className={className ?? 'nums text-small text-faint'}>
      {formatBytes(bytes)}
    </span>
  );
}
