import { afterEach, describe, expect, test, vi } from 'vitest';
import { createEdgeFixtures, domain } from './edge-fixture.ts';
import { visit } from './visit.ts';

/** The edge as the unmodified native client sees it. */

vi.setConfig({ testTimeout: 20_000 });
const fixtures = createEdgeFixtures();
afterEach(() => fixtures.closeAll());

const { connect, startAll, startEdge } = fixtures;

describe('refusals', () => {
  test('of tokens', async () => {
    const edge = await startEdge({ authtokens: ['right'] });
    await expect(connect(edge, { authtoken: 'wrong' })).rejects.toMatchObject({ errorCode: 'ERR_NGROK_105' });
    await expect(connect(edge, { authtoken: '' })).rejects.toMatchObject({ errorCode: 'ERR_NGROK_4018' });
    await connect(edge, { authtoken: 'right' });
    expect(edge.auths.map(({ Extra }) => Extra.AuthToken)).toEqual(['wrong', '', 'right']);
  });

  test('of domains and policies', async () => {
    const { session, app } = await startAll();
    const other = () => session.httpEndpoint();
    await expect(other().domain(domain).listenAndForward(app.url)).rejects.toThrow('ERR_NGROK_334');
    await expect(other().domain('a_b.localhost').listenAndForward(app.url)).rejects.toThrow('ERR_NGROK_326');
    await expect(other().trafficPolicy('x').listenAndForward(app.url)).rejects.toThrow('ERR_NGROK_2236');
  });

  test('of hosts that nobody serves', async () => {
    const edge = await startEdge();
    const reply = await visit(edge.publicUrl('nobody.ngrok.localhost'));
    expect(reply.status).toBe(404);
    expect(reply.headers).toContainEqual(['ngrok-error-code', 'ERR_NGROK_3200']);
  });
});

describe('sessions', () => {
  test('that reconnect keep their id, their domain and their URL', async () => {
    const { edge, listener, url } = await startAll();
    const id = listener.id();
    for (const breakIt of [() => edge.dropConnections(), () => edge.sendGoAway('moving')]) {
      const before = edge.binds.length;
      breakIt();
      await expect.poll(() => edge.binds.length, { timeout: 5000 }).toBeGreaterThan(before);
      await expect.poll(() => edge.endpoints().length, { timeout: 5000 }).toBe(1);
      expect(edge.endpoints()[0]?.id).toBe(id);
      expect((await visit(url)).status).toBe(200);
    }
    expect(edge.auths.at(-1)?.ClientId).toBe(edge.sessions()[0]?.clientId);
    await edge.stopFor(20);
    await expect.poll(() => edge.endpoints().length, { timeout: 5000 }).toBe(1);
    expect((await visit(url)).status).toBe(200);
  });

  test('that were closed are dropped when their heartbeats are missed', async () => {
    const { edge, session } = await startAll({ client: { heartbeatSeconds: 1 } });
    expect(edge.endpoints()).toHaveLength(1);
    await session.close();
    await expect.poll(() => edge.sessions().length, { timeout: 5000 }).toBe(0);
    expect(edge.endpoints()).toEqual([]);
  });

  test('end an endpoint when the service says so, with its reason', async () => {
    const { edge, listener } = await startAll();
    const ended = listener.join();
    edge.stopTunnel(domain, 'stopped by the operator', 'ERR_NGROK_3200');
    await expect(ended).rejects.toThrow(/stopped by the operator.*ERR_NGROK_3200/s);
  });

  test('give a domain back when their endpoint is closed', async () => {
    const { edge, session, listener, app } = await startAll();
    await listener.close();
    expect(edge.endpoints()).toEqual([]);
    await session.httpEndpoint().domain(domain).listenAndForward(app.url);
    expect(edge.endpoints()).toHaveLength(1);
  });
});
