/** What `--help` prints. */
export const helpTexts = {
  hookbench: `Hookbench: capture, inspect, edit and resend webhooks.

Usage:
  hookbench listen [flags]   Capture webhooks without a window
  hookbench listen --help    All of its flags
  hookbench ngrok …          The same with the effect of an ngrok command, such as
                             hookbench ngrok http -host-header eshop.localhost 80
  hookbench --version        The version
`,
  listen: `Capture webhooks without a window, and serve the control interface.

Usage: hookbench listen [flags]

  --port N            Capture on this port (settings say 4567 at first); 0 takes any free port
  --host H            Capture at this address (127.0.0.1); 0.0.0.0 is reachable from the network
  --data-dir DIR      Keep everything in this folder
  --control-port N    Serve the control interface on this port of 127.0.0.1; 0, any free port, is the default
  --tunnel KIND       ngrok: a public URL, with the authtoken in NGROK_AUTHTOKEN; ssh: one without an account;
                      lan: an address in the local network; none: the default
  --forward URL       Pass each request on to this URL and answer with its reply
  --host-header NAME  Send this Host header with forwarded requests; rewrite takes it from the URL
  --json              Print one JSON object a line: first {"type":"ready",…}, then each event

With --tunnel ssh, of which no flag is needed:
  --ssh-service NAME      localhost.run (the default), serveo.net or pinggy.io
  --ssh-server [USER@]HOST[:PORT]   Your own server instead
  --ssh-key FILE          The private key for it; --ssh-key-secret NAME is the secret with its passphrase
  --ssh-agent             Take the keys of the agent at SSH_AUTH_SOCK
  --ssh-password NAME     Take the password in this secret
  --ssh-remote [ADDRESS:]PORT   Where the server listens; 0, the default, lets it choose
  --ssh-fingerprint FP    Trust the server by this key, such as SHA256:2f3k…
  --ssh-behind-proxy      A proxy at the server adds X-Forwarded-For
  --public-url URL        Where visitors reach the server

With --tunnel lan:
  --lan-interface NAME    Listen at the first address of this network interface
  --lan-address IP        Or at this one of it

Flags hold for this run; what is set in the data folder stays as it is. Ctrl+C ends it.
docs/control-api.md describes the control interface.
`,
} as const;
