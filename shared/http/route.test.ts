import { describe, expect, test } from 'vitest';
import { pathBehindBin, routeRequest } from './route.ts';

const bins = new Map(['inbox', 'stripe', 'a-b'].map((slug) => [slug, slug]));
const lookup = { bySlug: (slug: string) => bins.get(slug), inbox: 'inbox' };
const routed = (target: string, host?: string) =>
  routeRequest({ target, headers: host === undefined ? [] : [{ name: 'hOST', value: host }] }, lookup);

describe('a request goes to the bin it names', () => {
  test.each([
    ['/stripe', '127.0.0.1:4567', 'stripe'],
    ['/stripe/x/y?z', 'h', 'stripe'],
    ['/stripe?x', 'h', 'stripe'],
    ['/stripe#x', 'h', 'stripe'],
    ['/stripe', undefined, 'stripe'],
    ['/%73tripe/x', 'h', 'stripe'],
    ['/a-b', 'h', 'a-b'],
    ['/', 'stripe.localhost:4567', 'stripe'],
    ['/a-b', 'stripe.localhost', 'stripe'],
    ['/x', 'STRIPE.LocalHost.:1', 'stripe'],
    ['*', 'stripe.localhost', 'stripe'],
    ['/a-b', 'other.localhost', 'a-b'],
    ['http://stripe.localhost:1/a-b', 'h', 'stripe'],
    ['http://h/stripe?x', 'a-b.localhost', 'stripe'],
    ['HTTPS://u:p@stripe.localhost', 'h', 'stripe'],
    ['stripe.localhost:443', 'h', 'stripe'],
  ])('%s with host %s → %s', (target, host, bin) => {
    expect(routed(target, host)).toBe(bin);
  });

  test.each([
    ['/', 'h'],
    ['/Stripe', 'h'],
    ['/nothing', 'h'],
    ['//stripe', 'h'],
    ['/%zz', 'h'],
    ['/%E0%A4%A', 'h'],
    ['*', 'h'],
    ['', undefined],
    ['/', 'localhost:4567'],
    ['/', '.localhost'],
    ['/', 'x.stripe.localhost'],
    ['/', 'stripe.localhost.evil.com'],
    ['/__proto__', 'h'],
    ['http://h?stripe', 'h'],
    ['/x/stripe', 'h'],
  ])('%s with host %s names none, and goes to Inbox', (target, host) => {
    expect(routed(target, host)).toBe('inbox');
  });
});

describe('what of a path is the bin’s own', () => {
  test.each([
    ['/stripe/a/b?c=/d', 'h', '/a/b'],
    ['/stripe', 'h', ''],
    ['/stripe?x=/y', 'h', ''],
    ['/stripe/', 'h', '/'],
    ['/stripe//a', 'h', '//a'],
    ['/%73tripe/%61', 'h', '/%61'],
    ['/a/b', 'stripe.localhost:1', '/a/b'],
    ['/stripe/a', 'stripe.localhost', '/stripe/a'],
    ['http://h/stripe/a#b', 'x', '/a'],
    // It came to the bin because nothing else took it.
    ['/other/a', 'h', '/other/a'],
    ['*', 'h', ''],
  ])('%s with host %s → %s', (target, host, path) => {
    expect(pathBehindBin({ target, headers: [{ name: 'Host', value: host }] }, 'stripe')).toBe(path);
  });
});
