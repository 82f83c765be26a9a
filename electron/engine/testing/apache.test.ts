import { get } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteText, startApache, type Apache } from './apache.ts';

let apache: Apache;

beforeAll(async () => {
  apache = await startApache(['www.localhost', 'eshop.localhost']);
});
afterAll(() => apache.close());

const ask = (host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: apache.port, path: '/cart?x=1', headers: { Host: host } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });

test('the Host header picks the virtual host; the first takes what names none', async () => {
  expect(await ask('eshop.localhost')).toBe(siteText('eshop.localhost'));
  expect(await ask('eshop.localhost:80')).toBe(siteText('eshop.localhost'));
  expect(await ask('demo.ngrok.app')).toBe(siteText('www.localhost'));
  expect(await apache.requests(3)).toEqual([
    'eshop.localhost eshop.localhost GET /cart?x=1 200',
    'eshop.localhost eshop.localhost:80 GET /cart?x=1 200',
    'www.localhost demo.ngrok.app GET /cart?x=1 200',
  ]);
});
