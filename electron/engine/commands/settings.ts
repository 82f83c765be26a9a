import type { Settings, SettingsChange } from '../../../shared/model/settings.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { ControlPort } from '../engine-types.ts';
import type { SettingsPort } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface SettingsCommandDeps {
  settings: SettingsPort;
  control: ControlPort;
  /** Starts, moves or stops HTTPS; rejects, with nothing changed, when its address can't be had. */
  applyHttps(capture: Settings['capture']): Promise<void>;
  /** Moves the capture listener; rejects, with the old one still listening, when the new address can't be had. */
  moveListener(capture: Settings['capture']): Promise<void>;
  /** Switches the PayPal lab; rejects, with nothing changed, when its port can't be had. */
  applyPaypalLab(paypalLab: Settings['paypalLab']): Promise<unknown>;
  publish(event: EventBody): void;
}

export function settingsCommands({
  settings,
  control,
  moveListener,
  applyHttps,
  applyPaypalLab,
  publish,
}: SettingsCommandDeps): HandlersOf<'settings'> {
  return {
    'settings.get': () => Promise.resolve(settings.read()),

    async 'settings.update'(change) {
      const before = settings.read();
      const after = merge(before, change);
      if (before.capture.host !== after.capture.host || before.capture.port !== after.capture.port) {
        await moveListener(after.capture);
      }
      try {
        try {
          await applyHttps(after.capture);
        } catch (error) {
          await moveListener(before.capture);
          throw error;
        }
      } catch (error) {
        await moveListener(before.capture);
        throw error;
      }
      if (JSON.stringify(before.paypalLab) !== JSON.stringify(after.paypalLab)) {
        await applyPaypalLab(after.paypalLab);
      }
      settings.write(after);
      publish({ type: 'settings.changed', settings: after });
      if (
        before.control.isEnabled !== after.control.isEnabled ||
        before.control.port !== after.control.port
      ) {
        publish({ type: 'control.changed', control: await control.apply(after.control) });
      }
      return after;
    },
  };
}

function merge(before: Settings, change: SettingsChange): Settings {
  const overlay = <Section extends object>(section: Section, part: object | undefined): Section => ({
    ...section,
    ...Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)),
  });
  return {
    appearance: overlay(before.appearance, change.appearance),
    capture: overlay(before.capture, change.capture),
    sending: overlay(before.sending, change.sending),
    tunnel: change.tunnel ?? before.tunnel,
    standby: overlay(before.standby, change.standby),
    knownHosts: before.knownHosts,
    control: overlay(before.control, change.control),
    paypalLab: overlay(before.paypalLab, change.paypalLab),
  };
}
