import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './IconButton.tsx';

export interface CopyButtonProps {
  /** What is copied, or how to get it. */
  text: string | (() => string | Promise<string>);
  /** What it copies: `Copy URL`. */
  label: string;
  size?: 'small' | 'medium';
  className?: string;
}

/** Copies and shows a check mark for a moment. */
export function CopyButton({ text, label, size = 'small', className }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), 1200);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
    setIsCopied(true);
  };
  return (
    <>
      <IconButton
        label={label}
        icon={isCopied ? Check : Copy}
        size={size}
        className={className}
        onClick={() => void copy()}
      />
      <span className="sr-only" role="status">
        {isCopied ? 'Copied' : ''}
      </span>
    </>
  );
}
