import { createDecipheriv, createHash, generateKeyPairSync } from 'node:crypto';
import { CompactEncrypt, SignJWT } from 'jose';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { startReceiver } from './fixtures/receiver.ts';
import { send } from './fixtures/send.ts';
import { readCode } from './pages/code-text.ts';

test.use({ sharedBy: import.meta.filename });

const FEISHU = '{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}';

test('a Feishu event is read with a key that is stored on the spot, edited, and encrypted again', async ({
  app,
  workbench,
}) => {
  await workbench.bins.create('Feishu');
  const url = `${await app.captureUrl()}/feishu`;
  await send(url, { headers: [['Content-Type', 'application/json']], body: FEISHU });
  await workbench.requests.select('/feishu');
  await workbench.detail.show('Body');
  await workbench.detail.showBodyAs('Decrypted');

  const { root } = workbench.detail;
  await expect(root.getByRole('alert')).toContainText('No key is stored');
  await root.getByRole('combobox', { name: 'Encrypt Key' }).click();
  await app.page.getByRole('option', { name: 'New secret…' }).click();
  await root.getByRole('textbox', { name: 'Value' }).fill('test key');
  await root.getByRole('button', { name: 'Save secret' }).click();
  const plaintext = root.getByRole('region', { name: 'Decrypted' });
  await expect.poll(() => readCode(plaintext)).toBe('hello world');
  await expect.poll(() => readCode(root.getByRole('region', { name: 'Ciphertext' }))).toContain('P37w');

  // The next one in this bin is read at once.
  await send(url, { headers: [['Content-Type', 'application/json']], body: FEISHU });
  await expect(workbench.requests.row('/feishu')).toHaveCount(2);
  await workbench.requests.select('/feishu');
  await expect.poll(() => readCode(plaintext)).toBe('hello world');

  const receiver = await startReceiver();
  try {
    await root.getByRole('button', { name: 'Edit as plain text' }).click();
    const { compose } = workbench;
    await expect(compose.editor).toContainText('hello');
    await compose.typeBody('{"edited":true}');
    await compose.url.fill(`${receiver.url}/hook`);
    await compose.show('Encrypt');
    await compose.root.getByRole('button', { name: 'Show what goes out' }).click();
    const preview = compose.root.getByRole('region', { name: 'What goes out' });
    await expect.poll(() => readCode(preview)).toContain('{"encrypt":"');
    const arriving = receiver.next();
    await compose.sendButton.click();
    const { encrypt } = JSON.parse((await arriving).body.toString()) as { encrypt: string };
    const bytes = Buffer.from(encrypt, 'base64');
    const key = createHash('sha256').update('test key').digest();
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
    const opened = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
    expect(opened.toString()).toBe('{"edited":true}');
  } finally {
    await receiver.close();
  }
});

test('a JWE is opened by trying the stored keys; one that was changed is refused', async ({
  app,
  workbench,
}) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await app.page.evaluate(
    (value) =>
      (
        globalThis as unknown as { hookbench: { call(name: string, input: unknown): Promise<unknown> } }
      ).hookbench.call('secrets.set', { name: 'orders.jwe', value }),
    secret,
  );
  await workbench.bins.create('Orders');
  const url = `${await app.captureUrl()}/orders`;
  const jwe = await new CompactEncrypt(Buffer.from('{"order":7}'))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
    .encrypt(publicKey);
  await send(url, { headers: [['Content-Type', 'application/jose']], body: jwe });
  await workbench.requests.select('/orders');
  await workbench.detail.show('Body');
  await workbench.detail.showBodyAs('Decrypted');
  const { root } = workbench.detail;
  await expect.poll(() => readCode(root.getByRole('region', { name: 'Decrypted' }))).toContain('"order": 7');
  await expect(root.getByText('RSA-OAEP-256 · A256GCM')).toBeVisible();

  const at = jwe.length - 40;
  const changed = jwe.slice(0, at) + (jwe[at] === 'A' ? 'B' : 'A') + jwe.slice(at + 1);
  await send(url, { headers: [['Content-Type', 'application/jose']], body: changed });
  await expect(workbench.requests.row('/orders')).toHaveCount(2);
  await workbench.requests.select('/orders');
  await workbench.detail.showBodyAs('Decrypted');
  await expect(root.getByRole('alert')).toContainText(/None of the stored secrets|changed on the way/);
});

test('a JWT in a header is taken apart and checked with a stored secret', async ({ app, workbench }) => {
  const token = await new SignJWT({ sub: '<b>me</b>', exp: 1_000_000_000 })
    .setProtectedHeader({ alg: 'HS256', jku: 'https://attacker.test/keys' })
    .sign(Buffer.from('shared-secret-shared-secret-1234'));
  await workbench.bins.create('Tokens');
  await send(`${await app.captureUrl()}/tokens`, {
    headers: [['Authorization', `Bearer ${token}`]],
    body: '{}',
  });
  await workbench.requests.select('/tokens');
  await workbench.detail.show('Headers');
  const card = workbench.detail.root.getByRole('region', { name: 'Token in header Authorization' });
  await expect(card).toContainText('"sub": "<b>me</b>"');
  await expect(card).toContainText('It expired');
  await expect(card).toContainText('neither fetched nor believed');
  await expect(card).toContainText('Not checked');
});
