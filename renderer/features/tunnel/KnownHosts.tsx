import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { Inert } from '../../ui/Inert.tsx';

/** SSH servers whose key was trusted. For the settings. */
export function KnownHosts() {
  const knownHosts = useWorkbench((state) => state.settings.knownHosts);
  if (knownHosts.length === 0) return null;
  return (
    <div role="group" aria-label="Known SSH servers" className="flex flex-col gap-1.5">
      <div className="font-medium">Known SSH servers</div>
      <ul className="flex flex-col gap-1.5">
        {knownHosts.map((known) => (
          <li
            key={`${known.host}:${known.port} ${known.fingerprint}`}
            className="flex items-center gap-2 rounded-control border border-line px-3 py-1.5"
          >
            <span className="min-w-0 flex-1 select-text">
              <span className="block truncate">
                <Inert text={known.port === 22 ? known.host : `${known.host}:${known.port}`} />
              </span>
              <span className="code block text-small break-all text-faint">{known.fingerprint}</span>
            </span>
            <Button
              size="small"
              aria-label={`Forget ${known.host}`}
              onClick={() =>
                void attempt('The server was not forgotten', async () => {
                  await call('tunnel.forgetHost', { host: known.host, port: known.port });
                  const { host, port, keyType, fingerprint } = known;
                  notify(`${host} is forgotten`, {
                    label: 'Undo',
                    run: () =>
                      void attempt('The server was not remembered', () =>
                        call('tunnel.trustHost', { host, port, keyType, fingerprint }),
                      ),
                  });
                })
              }
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
