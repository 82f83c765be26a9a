import { Webhook } from 'lucide-react';

export function Logo() {
  return (
    <span
      role="img"
      aria-label="Hookbench"
      className="mb-2 flex size-7 items-center justify-center rounded-[8px] bg-accent text-on-accent"
    >
      <Webhook aria-hidden size={17} strokeWidth={2} />
    </span>
  );
}
