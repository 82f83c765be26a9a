/** How each system or program is told to trust a certificate authority, and to stop. */
export interface TrustSteps {
  id: string;
  label: string;
  /** A sentence before the command. */
  about: string;
  trust: string;
  undo?: string;
}

/** Quoted for a POSIX shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Sources, read 2026-11-25: security(1) of macOS, certutil of Windows, update-ca-certificates(8) of Debian, update-ca-trust(8)
 * of Fedora, support.mozilla.org/kb/setting-certificate-authorities-firefox, nodejs.org/api/cli.html, curl(1).
 */
export function trustSteps(path: string, name: string, port: number): TrustSteps[] {
  const file = quoted(path);
  return [
    {
      id: 'curl',
      label: 'curl',
      about: 'For one call.',
      trust: `curl --cacert ${file} https://localhost:${port}/inbox`,
    },
    {
      id: 'node',
      label: 'Node.js',
      about: 'For one program, beside what Node trusts already.',
      trust: `NODE_EXTRA_CA_CERTS=${file} node server.js`,
    },
    {
      id: 'macos',
      label: 'macOS',
      about: 'For your user; Safari, Chrome and curl follow it.',
      trust: `security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db ${file}`,
      undo: `security remove-trusted-cert ${file}`,
    },
    {
      id: 'windows',
      label: 'Windows',
      about: 'For your user, in PowerShell; Edge and Chrome follow it.',
      trust: `certutil -user -addstore Root "${path}"`,
      undo: `certutil -user -delstore Root "${name}"`,
    },
    {
      id: 'debian',
      label: 'Debian, Ubuntu',
      about: 'For the whole system; Firefox and Chrome keep lists of their own.',
      trust: `sudo cp ${file} /usr/local/share/ca-certificates/hookbench.crt && sudo update-ca-certificates`,
      undo: 'sudo rm /usr/local/share/ca-certificates/hookbench.crt && sudo update-ca-certificates --fresh',
    },
    {
      id: 'fedora',
      label: 'Fedora',
      about: 'For the whole system.',
      trust: `sudo cp ${file} /etc/pki/ca-trust/source/anchors/hookbench.crt && sudo update-ca-trust`,
      undo: 'sudo rm /etc/pki/ca-trust/source/anchors/hookbench.crt && sudo update-ca-trust',
    },
    {
      id: 'firefox',
      label: 'Firefox',
      about:
        'Settings → Privacy & Security → Certificates → View Certificates… → Authorities → Import…, pick this file, and tick “Trust this CA to identify websites”.',
      trust: path,
    },
  ];
}
