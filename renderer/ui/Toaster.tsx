import { Toaster as Sonner } from 'sonner';
import type { Theme } from '../styles/theme.ts';

export function Toaster({ theme }: { theme: Theme }) {
  return (
    <Sonner
      theme={theme}
      position="bottom-right"
      offset={{ bottom: 36, right: 16 }}
      visibleToasts={4}
      toastOptions={{
        duration: 7000,
        classNames: {
          toast: '!rounded-card !border-line !bg-raised !text-fg !shadow-float !font-ui !text-ui',
          description: '!text-muted',
          actionButton: '!bg-accent !text-on-accent !font-semibold',
        },
      }}
    />
  );
}
