import { describe, expect, it } from 'vitest';
import type { Tunnel } from '../../../shared/model/tunnel.ts';
import { announcementOf, factsOf, lastedFor, remedyOf } from './tunnel-words.ts';

const tunnel: Tunnel = { provider: 'ngrok', state: 'stopped', sinceAt: 0 };

describe('a tunnel in words', () => {
  it('offers what solves the problem', () => {
    expect(remedyOf('no_authtoken')).toBe('token');
    expect(remedyOf('ERR_NGROK_107')).toBe('token');
    expect(remedyOf('ca_missing')).toBe('settings');
    expect(remedyOf('ERR_NGROK_319')).toBe('settings');
    expect(remedyOf('ERR_NGROK_2201')).toBe('settings');
    expect(remedyOf('unreachable')).toBe('retry');
    expect(remedyOf('ERR_NGROK_108')).toBe('retry');
  });

  it('names only the facts there are', () => {
    expect(factsOf({ ...tunnel, region: 'eu', latencyMs: 21.4 })).toBe('ngrok · eu · 21 ms');
    expect(factsOf(tunnel)).toBe('ngrok');
  });

  it('announces a state with what matters in it', () => {
    expect(announcementOf({ ...tunnel, state: 'online', publicUrl: 'https://a.ngrok.app' })).toContain(
      'https://a.ngrok.app',
    );
    expect(announcementOf({ ...tunnel, state: 'failed', error: { code: 'x', message: 'No.' } })).toBe(
      'Tunnel failed. No.',
    );
  });

  it('says how long a state has lasted', () => {
    const minute = 60_000;
    expect(lastedFor(0, 59_000)).toBe('< 1 m');
    expect(lastedFor(0, 4 * minute)).toBe('4 m');
    expect(lastedFor(0, 72 * minute)).toBe('1 h 12 m');
    expect(lastedFor(0, 72 * 60 * minute)).toBe('3 d');
    expect(lastedFor(5000, 0)).toBe('< 1 m');
  });
});
