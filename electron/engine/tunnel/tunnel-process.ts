import { createRequire } from 'node:module';
import type * as Ngrok from '@ngrok/ngrok';
import { openNativeSession } from './native-session.ts';
import type { NativeSession } from './native-session.ts';
import { openParentPort } from './parent-port.ts';
import { ToTunnelProcess } from './protocol.ts';
import type { FromTunnelProcess } from './protocol.ts';
import { openSshSession } from './ssh/ssh-session.ts';
import type { SshSession } from './ssh/ssh-session.ts';

/**
 * The program that holds the session with a tunnel's server, apart from everything else: ngrok's native client can abort
 * its process and keeps connections that only the end of the process closes; SSH's encryption would hold up capturing.
 */
const port = openParentPort();
let session: NativeSession | undefined;
let sshSession: SshSession | undefined;

const post = (message: FromTunnelProcess) => port.postMessage(message);

// Ctrl+C reaches the whole process group; the parent then closes this process in good order.
process.on('SIGINT', () => undefined);

port.onClose(() => process.exit(0));

port.onMessage((received) => {
  const message = ToTunnelProcess.safeParse(received);
  if (!message.success) {
    const fields = message.error.issues.map((issue) => issue.path.join('.')).join(', ');
    post({ type: 'refused', problem: { code: 'bad_options', message: fields }, isReusable: true });
    return;
  }
  const { data } = message;
  switch (data.type) {
    case 'visitorKnown':
      sshSession?.onVisitorKnown(data.port);
      return;
    case 'close':
      sshSession?.close();
      void (session?.close() ?? Promise.resolve()).then(() => process.exit(0));
      return;
    case 'open':
      if (data.provider === 'ssh') sshSession = openSshSession(data, post);
      else {
        const ngrok = loadClient();
        if (ngrok !== undefined) session = openNativeSession(ngrok, data, post);
      }
  }
});

function loadClient(): typeof Ngrok | undefined {
  try {
    // Required, never bundled: its wrapper assigns undeclared variables, which strict code may not.
    return createRequire(import.meta.url)('@ngrok/ngrok') as typeof Ngrok;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    post({ type: 'refused', problem: { code: 'client_unavailable', message }, isReusable: false });
    return undefined;
  }
}
