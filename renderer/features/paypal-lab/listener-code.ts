import type { PaypalLab } from '../../../shared/model/paypal-lab.ts';

export type ListenerLanguage = 'node' | 'php' | 'python';

type LabUrls = NonNullable<PaypalLab['urls']>;

/** What of a listener that follows PayPal's samples changes, so that it asks the lab and not PayPal. */
export function listenerCode(language: ListenerLanguage, kind: 'ipn' | 'webhook', urls: LabUrls): string {
  return (kind === 'ipn' ? ipnCode : webhookCode)[language](urls);
}

const ipnCode: Record<ListenerLanguage, (urls: LabUrls) => string> = {
  node: ({ ipnSandbox }) => `// before: 'https://ipnpb.sandbox.paypal.com/cgi-bin/webscr'
const VERIFY_URL = '${ipnSandbox}';

// express.raw({ type: '*/*' }): the bytes as they came
app.post('/ipn', async (request, response) => {
  response.status(200).end();
  const reply = await fetch(VERIFY_URL, {
    method: 'POST',
    headers: { 'User-Agent': 'my-ipn-listener', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: Buffer.concat([Buffer.from('cmd=_notify-validate&'), request.body]),
  });
  if ((await reply.text()) === 'VERIFIED') handle(request.body);
});
`,
  php: ({ ipnSandbox }) => `<?php
// before: 'https://ipnpb.sandbox.paypal.com/cgi-bin/webscr'
// (PaypalIPN.php of PayPal's samples: const SANDBOX_VERIFY_URI)
const VERIFY_URI = '${ipnSandbox}';

http_response_code(200);
$message = 'cmd=_notify-validate&' . file_get_contents('php://input');
$request = curl_init(VERIFY_URI);
curl_setopt($request, CURLOPT_POSTFIELDS, $message);
curl_setopt($request, CURLOPT_USERAGENT, 'my-ipn-listener');
curl_setopt($request, CURLOPT_RETURNTRANSFER, true);
if (curl_exec($request) === 'VERIFIED') handle($_POST);
`,
  python: ({ ipnSandbox }) => `# before: 'https://ipnpb.sandbox.paypal.com/cgi-bin/webscr'
VERIFY_URL = '${ipnSandbox}'

@app.post('/ipn')
def ipn():
    message = b'cmd=_notify-validate&' + request.get_data()
    reply = requests.post(VERIFY_URL, data=message, headers={
        'User-Agent': 'my-ipn-listener',
        'Content-Type': 'application/x-www-form-urlencoded',
    })
    if reply.text == 'VERIFIED':
        handle(request.form)
    return '', 200
`,
};

const webhookCode: Record<ListenerLanguage, (urls: LabUrls) => string> = {
  node: ({ api }) => `// before: 'https://api-m.sandbox.paypal.com'
const PAYPAL_API = '${api}';

const reply = await fetch(\`\${PAYPAL_API}/v1/notifications/verify-webhook-signature\`, {
  method: 'POST',
  headers: { Authorization: \`Bearer \${token}\`, 'Content-Type': 'application/json' },
  body: JSON.stringify({
    auth_algo: request.get('paypal-auth-algo'),
    cert_url: request.get('paypal-cert-url'),
    transmission_id: request.get('paypal-transmission-id'),
    transmission_sig: request.get('paypal-transmission-sig'),
    transmission_time: request.get('paypal-transmission-time'),
    webhook_id: process.env.PAYPAL_WEBHOOK_ID,
    webhook_event: request.body,
  }),
});
const isGenuine = (await reply.json()).verification_status === 'SUCCESS';
`,
  php: ({ api }) => `<?php
// before: 'https://api-m.sandbox.paypal.com'
const PAYPAL_API = '${api}';

$request = curl_init(PAYPAL_API . '/v1/notifications/verify-webhook-signature');
curl_setopt($request, CURLOPT_HTTPHEADER, ['Content-Type: application/json', "Authorization: Bearer $token"]);
curl_setopt($request, CURLOPT_RETURNTRANSFER, true);
curl_setopt($request, CURLOPT_POSTFIELDS, json_encode([
    'auth_algo' => $_SERVER['HTTP_PAYPAL_AUTH_ALGO'],
    'cert_url' => $_SERVER['HTTP_PAYPAL_CERT_URL'],
    'transmission_id' => $_SERVER['HTTP_PAYPAL_TRANSMISSION_ID'],
    'transmission_sig' => $_SERVER['HTTP_PAYPAL_TRANSMISSION_SIG'],
    'transmission_time' => $_SERVER['HTTP_PAYPAL_TRANSMISSION_TIME'],
    'webhook_id' => getenv('PAYPAL_WEBHOOK_ID'),
    'webhook_event' => json_decode(file_get_contents('php://input')),
]));
$isGenuine = json_decode(curl_exec($request))->verification_status === 'SUCCESS';
`,
  python: ({ api }) => `# before: 'https://api-m.sandbox.paypal.com'
PAYPAL_API = '${api}'

reply = requests.post(
    f'{PAYPAL_API}/v1/notifications/verify-webhook-signature',
    headers={'Authorization': f'Bearer {token}'},
    json={
        'auth_algo': request.headers['paypal-auth-algo'],
        'cert_url': request.headers['paypal-cert-url'],
        'transmission_id': request.headers['paypal-transmission-id'],
        'transmission_sig': request.headers['paypal-transmission-sig'],
        'transmission_time': request.headers['paypal-transmission-time'],
        'webhook_id': os.environ['PAYPAL_WEBHOOK_ID'],
        'webhook_event': request.get_json(),
    },
)
is_genuine = reply.json()['verification_status'] == 'SUCCESS'
`,
};
