import { useRef } from 'react';
import { AboutSection } from './AboutSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { CaptureSection } from './CaptureSection.tsx';
import { ControlSection } from './ControlSection.tsx';
import { HttpsSection } from './HttpsSection.tsx';
import { SecretsSection } from './SecretsSection.tsx';
import { SendingSection } from './SendingSection.tsx';
import { StorageSection } from './StorageSection.tsx';
import { TunnelSection, type TunnelSectionProps } from './TunnelSection.tsx';

const sections = [
  ['appearance', 'Appearance'],
  ['capture', 'Capture'],
  ['https', 'HTTPS'],
  ['sending', 'Sending'],
  ['secrets', 'Secrets'],
  ['tunnel', 'Tunnel'],
  ['control', 'Control server'],
  ['storage', 'Storage'],
  ['about', 'About'],
] as const;

export interface SettingsViewProps {
  /** What the tunnel feature draws of its settings. */
  tunnel: TunnelSectionProps;
}

/** Every setting on one page. Each is saved by itself: switches at once, what is typed when its field is left. */
export function SettingsView({ tunnel }: SettingsViewProps) {
  const page = useRef<HTMLDivElement>(null);
  const goTo = (id: string) => {
    const section = page.current?.querySelector(`#settings-${id}`);
    // Not scrollIntoView: it moves every ancestor that can be moved, the window itself among them.
    if (section instanceof HTMLElement) page.current?.scrollTo({ top: section.offsetTop - 16 });
    section?.querySelector('h2')?.focus({ preventScroll: true });
  };
  return (
    <section aria-label="Settings" className="flex min-h-0 min-w-0 flex-1">
      <nav
        aria-label="Sections of the settings"
        className="hidden w-44 shrink-0 border-r border-line p-2.5 min-[900px]:block"
      >
        <ul>
          {sections.map(([id, title]) => (
            <li key={id}>
              <button
                type="button"
                className="focus-inset h-7.5 w-full rounded-control px-2.5 text-left text-muted hover:bg-hover hover:text-fg"
                onClick={() => goTo(id)}
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div ref={page} className="relative min-h-0 min-w-0 flex-1 overflow-y-auto">
        <div className="flex max-w-192 flex-col gap-8 px-8 py-6">
          <AppearanceSection />
          <CaptureSection />
          <HttpsSection />
          <SendingSection />
          <SecretsSection />
          <TunnelSection {...tunnel} />
          <ControlSection />
          <StorageSection />
          <AboutSection />
        </div>
      </div>
    </section>
  );
}
