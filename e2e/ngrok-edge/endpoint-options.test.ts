import { afterEach, describe, expect, test, vi } from 'vitest';
import { createEdgeFixtures } from './edge-fixture.ts';
import { visit } from './visit.ts';

vi.setConfig({ testTimeout: 20_000 });
const fixtures = createEdgeFixtures();
afterEach(() => fixtures.closeAll());

const { startAll } = fixtures;

describe('options of an endpoint', () => {
  test('basic auth', async () => {
    const { edge, session, app } = await startAll();
    const listener = await session.httpEndpoint().basicAuth('user', 'pass:word').listenAndForward(app.url);
    const url = listener.url() ?? '';
    const refused = await visit(url);
    expect(refused.status).toBe(401);
    expect(refused.headers).toContainEqual(['WWW-Authenticate', 'Basic realm="ngrok"']);
    const authorization = `Basic ${Buffer.from('user:pass:word').toString('base64')}`;
    expect((await visit(url, { headers: [['Authorization', authorization]] })).status).toBe(200);
    expect(app.seen).toHaveLength(1);
    expect(edge.endpoints()).toHaveLength(2);
  });

  test('header rules', async () => {
    const { session, app } = await startAll({
      answer: (_request, response) => {
        response.setHeader('X-Secret', '1');
        response.end();
      },
    });
    const listener = await session
      .httpEndpoint()
      .requestHeader('Host', 'eshop.localhost')
      .requestHeader('X-Added', 'a:b')
      .removeRequestHeader('X-Gone')
      .responseHeader('X-Reply', 'r')
      .removeResponseHeader('X-Secret')
      .listenAndForward(app.url);
    const reply = await visit(listener.url() ?? '', { headers: [['X-Gone', '1']] });
    const names = app.seen[0]?.headers.map(([name]) => name.toLowerCase());
    expect(app.seen[0]?.headers[0]).toEqual(['Host', 'eshop.localhost']);
    expect(app.seen[0]?.headers).toContainEqual(['x-added', 'a:b']);
    expect(names).not.toContain('x-gone');
    expect(reply.headers).toContainEqual(['x-reply', 'r']);
    expect(reply.headers.map(([name]) => name)).not.toContain('X-Secret');
  });

  test.each([
    [{ type: 'deny', config: { status_code: 451 } }, 451, ''],
    [
      { type: 'custom-response', config: { status_code: 203, body: 'hi', headers: { 'X-P': '1' } } },
      203,
      'hi',
    ],
    [{ type: 'basic-auth', config: { credentials: ['a:b'] } }, 401, 'Unauthorized\n'],
  ])('traffic policy: %j', async (action, status, body) => {
    const { edge, session, app } = await startAll();
    const policy = JSON.stringify({ on_http_request: [{ actions: [action] }] });
    const listener = await session.httpEndpoint().trafficPolicy(policy).listenAndForward(app.url);
    const reply = await visit(listener.url() ?? '');
    expect(reply.status).toBe(status);
    expect(reply.body.toString()).toBe(body);
    expect(app.seen).toEqual([]);
    expect(edge.binds.at(-1)?.Opts['TrafficPolicy']).toBe(policy);
  });

  test('traffic policy: headers', async () => {
    const { session, app } = await startAll();
    const actions = [
      { type: 'add-headers', config: { headers: { 'X-Policy': 'p' } } },
      { type: 'remove-headers', config: { headers: ['x-gone'] } },
    ];
    const policy = JSON.stringify({ on_http_request: [{ actions }] });
    const listener = await session.httpEndpoint().trafficPolicy(policy).listenAndForward(app.url);
    await visit(listener.url() ?? '', { headers: [['X-Gone', '1']] });
    expect(app.seen[0]?.headers).toContainEqual(['X-Policy', 'p']);
    expect(app.seen[0]?.headers).not.toContainEqual(['X-Gone', '1']);
  });
});
