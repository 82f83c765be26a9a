import { DeliveryView } from '../features/deliveries/DeliveryView.tsx';
import { Palette } from '../features/palette/Palette.tsx';
import { TemplateDialogs } from '../features/templates/TemplateDialogs.tsx';
import { selectedId, useSelectedId } from '../state/select-exchange.ts';
import { showExchange, useView } from '../state/view.ts';
import { useWorkbench, workbench } from '../state/workbench.ts';
import { listActions } from './actions/list-actions.ts';
import { ngrokCommandAction } from './actions/tunnel-actions.ts';
import { drawBody } from './draw-body.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { useShortcuts } from './use-shortcuts.ts';

export type Overlay = 'palette' | 'shortcuts' | undefined;

export interface OverlaysProps {
  overlay: Overlay;
  onChange: (overlay: Overlay) => void;
  onCreateBin: () => void;
}

/** The palette, the shortcut sheet, and the shortcuts themselves: all from one list of actions. */
export function Overlays({ overlay, onChange, onCreateBin }: OverlaysProps) {
  const place = useView((view) => view.place);
  const hasExchange = useSelectedId() !== undefined;
  const actionsNow = () =>
    listActions({
      state: workbench(),
      place: useView.getState().place,
      binId: useView.getState().binId,
      exchangeId: selectedId(),
      openPalette: () => onChange('palette'),
      openShortcuts: () => onChange('shortcuts'),
      createBin: onCreateBin,
    });
  useShortcuts(actionsNow, `${place} ${hasExchange}`);
  const close = () => onChange(undefined);
  return (
    <>
      <OpenPalette isOpen={overlay === 'palette'} onClose={close} actionsNow={actionsNow} />
      <TemplateDialogs
        renderDelivery={(deliveryId, aside) => (
          <DeliveryView deliveryId={deliveryId} renderBody={drawBody} aside={aside} />
        )}
      />
      {overlay === 'shortcuts' && <ShortcutSheet actions={actionsNow()} onClose={close} />}
    </>
  );
}

interface OpenPaletteProps {
  isOpen: boolean;
  onClose: () => void;
  actionsNow: () => ReturnType<typeof listActions>;
}

/** Follows names only while it is open. */
function OpenPalette({ isOpen, onClose, actionsNow }: OpenPaletteProps) {
  const bins = useWorkbench((state) => (isOpen ? state.bins : undefined));
  return (
    <Palette
      isOpen={isOpen}
      onClose={onClose}
      actions={isOpen ? actionsNow() : []}
      actionFor={ngrokCommandAction}
      onOpenExchange={(exchange) => showExchange(exchange.binId, exchange.id)}
      binName={(binId) => bins?.find((bin) => bin.id === binId)?.name ?? ''}
    />
  );
}
