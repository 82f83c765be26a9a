import { AlertDialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';

export interface AlertDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** A question: `Delete Orders?` */
  title: string;
  /** What will happen. */
  description: ReactNode;
  /** The verb of the button that does it. */
  confirmLabel: string;
  onConfirm: () => void;
}

/** Asks before something that can't be undone. */
export function AlertDialog({
  isOpen,
  onClose,
  title,
  description,
  confirmLabel,
  onConfirm,
}: AlertDialogProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="appear fixed inset-0 z-40 bg-scrim" />
        <Radix.Content className="appear fixed top-[20vh] left-1/2 z-40 w-[calc(100vw-48px)] max-w-104 -translate-x-1/2 rounded-card border border-line bg-surface p-5 shadow-float outline-none">
          <Radix.Title className="text-title font-semibold">{title}</Radix.Title>
          <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
          <div className="mt-5 flex justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>Cancel</Button>
            </Radix.Cancel>
            <Radix.Action asChild>
              <Button variant="danger" onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </Radix.Action>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
