/** What `--help` prints. */
export const helpTexts = {
  hookbench: `Hookbench: capture, inspect, edit and resend webhooks.

Usage:
  hookbench listen [flags]   Capture webhooks without a window
  hookbench listen --help    All of its flags
  hookbench --version        The version
`,
  listen: `Capture webhooks without a window, and serve the control interface.

Usage: hookbench listen [flags]

  --port N            Capture on this port (settings say 4567 at first); 0 takes any free port
  --host H            Capture at this address (127.0.0.1); 0.0.0.0 is reachable from the network
  --data-dir DIR      Keep everything in this folder
  --control-port N    Serve the control interface on this port of 127.0.0.1; 0, any free port, is the default
  --tunnel KIND       ngrok: a public URL, with the authtoken in NGROK_AUTHTOKEN; none: the default
  --forward URL       Pass each request on to this URL and answer with its reply
  --host-header NAME  Send this Host header with forwarded requests; rewrite takes it from the URL
  --json              Print one JSON object a line: first {"type":"ready",…}, then each event

Flags hold for this run; what is set in the data folder stays as it is. Ctrl+C ends it.
docs/control-api.md describes the control interface.
`,
} as const;
