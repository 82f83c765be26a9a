import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  size?: 'small' | 'medium' | 'large' | 'wide';
  /** Buttons at the bottom, the main one last. */
  footer?: ReactNode;
  /** Makes the dialog a form: Enter submits. */
  onSubmit?: () => void;
  children: ReactNode;
}

const widths = { small: 'max-w-104', medium: 'max-w-144', large: 'max-w-192', wide: 'max-w-264' };

export function Dialog({
  isOpen,
  onClose,
  title,
  description,
  size = 'small',
  footer,
  onSubmit,
  children,
}: DialogProps) {
  const body = (
    <>
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 py-1 pb-4">{children}</div>
      {footer !== undefined && (
        <div className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
      )}
    </>
  );
  return (
    <Radix.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="appear fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          onOpenAutoFocus={focusFirstField}
          className={classNames(
            'appear fixed left-1/2 z-40 flex w-[calc(100vw-48px)] -translate-x-1/2 flex-col rounded-card border border-line bg-surface shadow-float outline-none',
            size === 'wide' ? 'top-[6vh] max-h-[88vh]' : 'top-[12vh] max-h-[80vh]',
            widths[size],
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-title font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
            <IconButton label="Close" icon={X} size="small" onClick={onClose} />
          </div>
          {onSubmit === undefined ? (
            body
          ) : (
            <form
              className="flex min-h-0 flex-col"
              onSubmit={(event) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {body}
            </form>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Not the close button, which comes first: its tooltip would open, and take the first Escape for itself. */
function focusFirstField(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  event.preventDefault();
  (dialog.querySelector<HTMLElement>('input, textarea, [role=combobox]') ?? dialog).focus();
}
