import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proxiesFromEnvironment } from '../../../src/core/route/proxy-environment.ts';
import { parseProxyList } from '../../../src/core/route/proxy-list.ts';
import { parseProxyUrl } from '../../../src/core/route/proxy-url.ts';
import { formatHop, type Hop } from '../../../src/core/route/route.ts';

const show = (hops: readonly Hop[] | null): string =>
  hops === null
    ? 'nonsense'
    : hops.map((hop) => (hop.kind === 'direct' ? 'direct' : `${hop.kind} ${formatHop(hop)}`)).join(', ');

describe('parseProxyUrl', () => {
  it.each([
    ['proxy.lan:3128', 'http://proxy.lan:3128'],
    [' http://Proxy.lan ', 'http://proxy.lan:80'],
    ['https://proxy.lan', 'https://proxy.lan:443'],
    ['http://proxy.lan:3128/', 'http://proxy.lan:3128'],
    ['socks5://proxy.lan', 'socks5://proxy.lan:1080'],
    ['socks5h://proxy.lan:9', 'socks5://proxy.lan:9'],
    ['socks4a://proxy.lan', 'socks4://proxy.lan:1080'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
  ])('%s', (text, url) => {
    expect(parseProxyUrl(text, 'refused')).toMatchObject({ ok: true, url });
  });

  it.each([
    '',
    'ftp://proxy.lan',
    'http://',
    'http://ann:pw@proxy.lan',
    '@proxy.lan',
    'http://proxy.lan:99999',
    'http://proxy.lan/path',
    'http://proxy.lan?x',
    'two words',
    'http://proxy.lan\\x',
    'x'.repeat(5_000),
  ])('refuses %s in a sentence', (text) => {
    const parsed = parseProxyUrl(text, 'refused');
    expect(parsed.ok ? 'taken' : parsed.message).toMatch(/^[A-Z].*[.]$/);
  });

  it('takes a login where one may be, with every character', () => {
    expect(parseProxyUrl('http://a%40b:p%3Aw%25@proxy.lan:1', 'taken')).toMatchObject({
      url: 'http://proxy.lan:1',
      hop: { login: { user: 'a@b', password: 'p:w%' } },
    });
    expect(parseProxyUrl('http://ann:100%@proxy.lan:1', 'taken')).toMatchObject({
      hop: { login: { password: '100%' } },
    });
  });

  it('never throws, and takes again what it made', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webAuthority()), (text) => {
        const parsed = parseProxyUrl(text, 'refused');
        if (parsed.ok) expect(parseProxyUrl(parsed.url, 'refused')).toEqual(parsed);
      }),
    );
  });
});

describe('proxiesFromEnvironment', () => {
  const P = 'http://p:1';
  it.each<[string, Record<string, string>, string]>([
    ['http://ha.lan/', {}, 'direct'],
    ['http://ha.lan/', { http_proxy: P }, 'http p:1'],
    ['http://ha.lan/', { HTTP_PROXY: P }, 'http p:1'],
    ['http://ha.lan/', { http_proxy: P, HTTP_PROXY: 'http://q:2' }, 'http p:1'],
    ['http://ha.lan/', { http_proxy: '', HTTP_PROXY: P }, 'http p:1'],
    ['http://ha.lan/', { https_proxy: P }, 'direct'],
    ['https://ha.lan/', { https_proxy: P }, 'http p:1'],
    ['https://ha.lan/', { http_proxy: P }, 'direct'],
    ['https://ha.lan/', { ALL_PROXY: 'socks5://s' }, 'socks5 s:1080'],
    ['https://ha.lan/', { ALL_PROXY: 'socks5://s', HTTPS_PROXY: P }, 'http p:1'],
    ['http://ha.lan/', { http_proxy: 'no proxy' }, 'nonsense'],
    ['http://localhost:8123/', { http_proxy: P }, 'direct'],
    ['http://a.localhost/', { http_proxy: P }, 'direct'],
    ['http://127.9.9.9/', { http_proxy: P }, 'direct'],
    ['http://[::1]:8123/', { http_proxy: P }, 'direct'],
    ['http://192.168.1.5/', { http_proxy: P }, 'http p:1'],
    ['http://ha.lan/', { http_proxy: P, no_proxy: '*' }, 'direct'],
    ['http://ha.lan/', { http_proxy: P, NO_PROXY: 'x, ha.lan' }, 'direct'],
    ['http://ha.lan/', { http_proxy: P, NO_PROXY: '.lan' }, 'direct'],
    ['http://ha.lan/', { http_proxy: P, NO_PROXY: '*.lan' }, 'direct'],
    ['http://ha.lan/', { http_proxy: P, NO_PROXY: 'LAN' }, 'direct'],
    ['http://haxlan/', { http_proxy: P, NO_PROXY: '.lan' }, 'http p:1'],
    ['http://myha.lan/', { http_proxy: P, NO_PROXY: 'ha.lan' }, 'http p:1'],
    ['http://ha.lan:8123/', { http_proxy: P, NO_PROXY: 'ha.lan:8123' }, 'direct'],
    ['http://ha.lan:8124/', { http_proxy: P, NO_PROXY: 'ha.lan:8123' }, 'http p:1'],
    ['http://ha.lan/', { http_proxy: P, NO_PROXY: 'ha.lan:80' }, 'direct'],
    ['https://ha.lan/', { https_proxy: P, NO_PROXY: 'ha.lan:443' }, 'direct'],
    ['http://192.168.1.5/', { http_proxy: P, NO_PROXY: '192.168.0.0/16' }, 'direct'],
    ['http://192.169.1.5/', { http_proxy: P, NO_PROXY: '192.168.0.0/16' }, 'http p:1'],
    ['http://10.1.2.3/', { http_proxy: P, NO_PROXY: '0.0.0.0/0' }, 'direct'],
    ['http://10.1.2.3/', { http_proxy: P, NO_PROXY: '10.0.0.0/99' }, 'http p:1'],
    ['http://[fd00::5]/', { http_proxy: P, NO_PROXY: 'fd00::5' }, 'direct'],
    ['http://[fd00::5]:8123/', { http_proxy: P, NO_PROXY: '[fd00::5]:8123' }, 'direct'],
    ['http://[fd00::5]/', { http_proxy: P, NO_PROXY: '[fd00::5]' }, 'direct'],
  ])('%s %j', (address, env, hops) => {
    expect(show(proxiesFromEnvironment(address, env))).toBe(hops);
  });
});

describe('parseProxyList', () => {
  it.each([
    ['DIRECT', 'direct'],
    ['PROXY p.lan:3128', 'http p.lan:3128'],
    ['PROXY p.lan:3128; SOCKS5 s:1080;DIRECT', 'http p.lan:3128, socks5 s:1080, direct'],
    ['HTTPS p:443', 'https p:443'],
    ['SOCKS s:1080', 'socks4 s:1080'],
    ['proxy [fd00::1]:3128', 'http [fd00::1]:3128'],
    ['QUIC q:1; direct', 'direct'],
    ['', 'nonsense'],
    ['PROXY p.lan', 'nonsense'],
    ['PROXY p.lan:99999', 'nonsense'],
    ['PROXY a/b:1', 'nonsense'],
  ])('%s', (text, hops) => {
    expect(show(parseProxyList(text))).toBe(hops);
  });
});
