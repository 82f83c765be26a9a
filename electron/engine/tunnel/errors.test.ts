import { describe, expect, test } from 'vitest';
import { explainProblem } from './errors.ts';
import { ngrokErrors } from './ngrok-errors.ts';

const token = '2sEcReTsEcReTsEcReTsEcReT_5sEcReTsEcReTsE';

test('every known code has one kind and at least one complete sentence', () => {
  const entries = Object.entries(ngrokErrors);
  expect(entries.length).toBeGreaterThan(50);
  for (const [number, known] of entries) {
    const { error } = explainProblem({ code: `ERR_NGROK_${number}`, message: 'anything' }, token);
    expect(error).toEqual({ code: `ERR_NGROK_${number}`, message: known?.message });
    expect(error.message).toMatch(/^[A-Za-z].*[^.]\.$/);
  }
});

test.each([105, 106, 107, 300, 4018, 102, 103, 123, 337, 338])('%i is about credentials', (number) => {
  expect(explainProblem({ code: `ERR_NGROK_${number}`, message: '' }, token).kind).toBe('credentials');
});

test.each([108, 326, 334, 2201, 2236, 9009])('%i is permanent', (number) => {
  expect(explainProblem({ code: `ERR_NGROK_${number}`, message: '' }, token).kind).toBe('permanent');
});

describe('texts without a code', () => {
  test.each([
    ['failed to connect session: failed to establish tcp connection', 'unreachable', 'temporary'],
    ['failed to connect session: tls handshake error', 'tls_failed', 'permanent'],
    ['invalid server address: [::1]:443', 'bad_server_address', 'permanent'],
    ['connecting timed out', 'timed_out', 'temporary'],
    ['transport error', 'connection_lost', 'temporary'],
    ['something new', 'tunnel_failed', 'temporary'],
  ])('%s', (message, code, kind) => {
    const problem = explainProblem({ message }, token);
    expect(problem.error.code).toBe(code);
    expect(problem.kind).toBe(kind);
  });
});

test("unknown codes come with ngrok's own text on one line, short, without the token, and the page about them", () => {
  const text = `Strange.\r\n\r\n\u202eYour thing ${token} ${'x'.repeat(10_000)}`;
  const { error, kind } = explainProblem(
    { code: 'ERR_NGROK_54321', message: `failed to start listener: ${text} error_code: ERR_NGROK_54321` },
    token,
  );
  expect(kind).toBe('permanent');
  expect(error.message).toMatch(/^ngrok refused: Strange\. Your thing \[authtoken\] x+… See /);
  expect(error.message).toContain('https://ngrok.com/docs/errors/err_ngrok_54321.');
  expect(error.message.length).toBeLessThan(700);
});

test('a code that is none is not made a link of', () => {
  const { error } = explainProblem({ code: 'constructor', message: 'odd' }, token);
  expect(error.message).toBe('The tunnel failed: odd.');
});
