import { describe, expect, it } from 'vitest';
import { freeSecretName, secretProblems } from './secret-form.ts';

describe('the form of a new secret', () => {
  it('takes a name that is free, and a value', () => {
    expect(secretProblems('stripe.test', 'whsec_1', ['stripe'])).toEqual({});
  });

  it.each([
    ['', 'Give it a name'],
    ['with space', 'Use 1-64 letters'],
    ['.dot', 'Use 1-64 letters'],
    ['stripe', 'There is a secret stripe already'],
  ])('says what is wrong with the name %j', (name, words) => {
    expect(secretProblems(name, 'x', ['stripe']).name).toContain(words);
  });

  it('asks for a value', () => {
    expect(secretProblems('a', ' \n', []).value).toBe('Paste the secret here.');
  });

  it('starts with a name that is free', () => {
    expect(freeSecretName('stripe', [])).toBe('stripe');
    expect(freeSecretName('stripe', ['stripe', 'stripe.2'])).toBe('stripe.3');
    expect(freeSecretName('', ['stripe'])).toBe('');
  });
});
