import { describe, expect, it } from 'vitest';
import { forwardUrl } from './forward-url.ts';

describe('forwardUrl', () => {
  it.each([
    ['http://localhost:3000', '/shop/hooks?x=1', 'shop', 'http://localhost:3000/hooks?x=1'],
    ['http://localhost:3000/', '/shop/hooks', 'shop', 'http://localhost:3000/hooks'],
    ['http://localhost:3000/api', '/shop/hooks', 'shop', 'http://localhost:3000/api/hooks'],
    ['http://localhost:3000/api/', '/shop/hooks/', 'shop', 'http://localhost:3000/api/hooks/'],
    ['http://localhost:3000/api', '/shop', 'shop', 'http://localhost:3000/api'],
    ['http://localhost:3000/api/', '/shop', 'shop', 'http://localhost:3000/api/'],
    ['http://localhost:3000/api', '/shop/', 'shop', 'http://localhost:3000/api/'],
    ['http://localhost:3000', '/shop?a=b', 'shop', 'http://localhost:3000?a=b'],
    ['http://localhost:3000/api', '/shopping/x', 'shop', 'http://localhost:3000/api/shopping/x'],
    ['http://localhost:3000/api', '/any/x', undefined, 'http://localhost:3000/api/any/x'],
    ['http://localhost:3000/a?key=1', '/shop/b?x=%zz', 'shop', 'http://localhost:3000/a/b?key=1&x=%zz'],
    ['http://localhost:3000/a?key=1#frag', '/shop', 'shop', 'http://localhost:3000/a?key=1'],
    ['http://a', '/shop/./x/../y//%2F?', 'shop', 'http://a/./x/../y//%2F'],
    ['http://a', 'http://sender.test/shop/x?y', 'shop', 'http://a/x?y'],
    ['http://a', 'http://sender.test?y', undefined, 'http://a/?y'],
    ['http://a/b', '*', undefined, 'http://a/b/'],
    ['http://a/', '/x#y?z', undefined, 'http://a/x%23y?z'],
  ])('%s + %s (%s) = %s', (base, target, slug, url) => {
    expect(forwardUrl(base, target, slug)).toBe(url);
  });

  const replace = [
    { from: '/hooks', to: '/api/v2' },
    { from: '/old/', to: '/' },
    { from: '/', to: '/rest/' },
  ];
  it.each([
    ['http://a', '/shop/hooks/paid?x=1', 'http://a/api/v2/paid?x=1'],
    ['http://a', '/shop/hooks', 'http://a/api/v2'],
    ['http://a/base', '/shop/old/x', 'http://a/base/x'],
    ['http://a', '/shop/hooksy', 'http://a/rest/hooksy'],
    ['http://a', '/shop', 'http://a/rest/'],
  ])('%s + %s with replacements = %s', (base, target, url) => {
    expect(forwardUrl(base, target, 'shop', { isSlugRemoved: true, replace, isFixed: false })).toBe(url);
  });

  it.each([
    [{ isSlugRemoved: false, replace: [], isFixed: false }, 'http://a/b/shop/x?q'],
    [{ isSlugRemoved: true, replace: [], isFixed: true }, 'http://a/b?q'],
  ])('mapped by %j is %s', (mapping, url) => {
    expect(forwardUrl('http://a/b', '/shop/x?q', 'shop', mapping)).toBe(url);
  });

  it('finds a slug that was sent percent-encoded, as the router does', () => {
    expect(forwardUrl('http://a', '/sh%6fp/x', 'shop')).toBe('http://a/x');
    expect(forwardUrl('http://a', '/sh%ZZp/x', 'shop')).toBe('http://a/sh%ZZp/x');
  });
});
