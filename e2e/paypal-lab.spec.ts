import {
  openIpnListener,
  type IpnListenerOptions,
} from '../electron/engine/paypal-lab/testing/ipn-listener.ts';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { startReceiver } from './fixtures/receiver.ts';
import type { Workbench } from './pages/workbench.ts';

test.use({ sharedBy: import.meta.filename });

/** Sends an IPN from the window to a listener that follows PayPal's documents, or nearly so. */
async function roundTrip(workbench: Workbench, options: Omit<IpnListenerOptions, 'verifyUrl'> = {}) {
  const { paypalLab } = workbench;
  const listener = await openIpnListener({ verifyUrl: await paypalLab.address('IPN, sandbox'), ...options });
  try {
    await paypalLab.send('IPN', listener.url);
    const [word] = await listener.words(1);
    return word;
  } finally {
    await listener.close();
  }
}

test('a listener completes its round trip offline, and each post-back says why', async ({ workbench }) => {
  const { paypalLab } = workbench;
  await paypalLab.open();
  await expect(paypalLab.root.getByRole('button', { name: 'Send IPN' })).toBeDisabled();
  await paypalLab.switchOn();
  expect(await roundTrip(workbench)).toBe('VERIFIED');
  await expect(paypalLab.postBacks.first()).toContainText('VERIFIED');
  await expect(paypalLab.postBacks.first()).toContainText('not a byte of it has changed');

  const mangle = (message: Buffer) =>
    Buffer.from(message.toString('latin1').replace(/mc_gross=\d/, 'mc_gross=x'), 'latin1');
  expect(await roundTrip(workbench, { mangle })).toBe('INVALID');
  const invalid = paypalLab.postBacks.first();
  await expect(invalid).toContainText('mc_gross');
  await invalid.getByRole('button').click();
  await expect(invalid).toContainText('mc_gross=x');
  await expect(invalid).toContainText(/at byte \d+/);

  await paypalLab.showLog('Sent');
  await expect(paypalLab.sends).toHaveCount(2);
  await expect(paypalLab.sends.nth(0)).toContainText('invalid');
  await expect(paypalLab.sends.nth(1)).toContainText('verified');
  await paypalLab.sends.nth(1).getByRole('button').click();
  await expect(paypalLab.root.getByText(/^200/).first()).toBeVisible();
  await paypalLab.showLog('Post-backs');
});

test('a webhook is verified over the REST API as PayPal’s documents say', async ({ workbench }) => {
  const { paypalLab } = workbench;
  await paypalLab.open();
  if (!(await paypalLab.toggle.isChecked())) await paypalLab.switchOn();
  const api = await paypalLab.address('REST API');
  const receiver = await startReceiver();
  try {
    const arriving = receiver.next();
    await paypalLab.send('Webhook', `${receiver.url}/paypal`);
    const { headers, body } = await arriving;
    const header = (name: string) => headers.find(([each]) => each.toLowerCase() === name)?.[1];
    const token = await fetch(`${api}/v1/oauth2/token`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${btoa('id:secret')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const verify = async (event: unknown) => {
      const reply = await fetch(`${api}/v1/notifications/verify-webhook-signature`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          auth_algo: header('paypal-auth-algo'),
          cert_url: header('paypal-cert-url'),
          transmission_id: header('paypal-transmission-id'),
          transmission_sig: header('paypal-transmission-sig'),
          transmission_time: header('paypal-transmission-time'),
          webhook_id: '5ML01234LAB567890',
          webhook_event: event,
        }),
      });
      return ((await reply.json()) as { verification_status: string }).verification_status;
    };
    const event = JSON.parse(body.toString()) as object;
    expect(await verify(event)).toBe('SUCCESS');
    expect(await verify({ ...event, summary: 'another' })).toBe('FAILURE');
    await expect(paypalLab.postBacks.nth(1)).toContainText('SUCCESS');
    await expect(paypalLab.postBacks.nth(0)).toContainText('FAILURE');
  } finally {
    await receiver.close();
  }
});

test('the lab is reached from the palette, and a port that is taken is told at the switch', async ({
  app,
  workbench,
}) => {
  await workbench.palette.open();
  await app.page.keyboard.type('PayPal lab');
  await app.page.keyboard.press('Enter');
  const { paypalLab } = workbench;
  await expect(paypalLab.root).toBeVisible();
  await expect(workbench.heading).toHaveText('PayPal lab');
  if (!(await paypalLab.toggle.isChecked())) await paypalLab.switchOn();
  const port = paypalLab.root.getByRole('textbox', { name: 'Port' });
  await port.fill(new URL(await app.captureUrl()).port);
  await port.press('Enter');
  await expect(paypalLab.root.getByRole('alert').first()).toContainText('taken');
  await port.press('Escape');
});
