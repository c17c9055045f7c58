import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrivateHost, parseBaseUrl } from '../../../src/core/servers/base-url.ts';

describe('parseBaseUrl', () => {
  it.each([
    ['homeassistant.local', 'http://homeassistant.local:8123'],
    ['  homeassistant.local/ ', 'http://homeassistant.local:8123'],
    ['homeassistant.local:80', 'http://homeassistant.local'],
    ['http://homeassistant.local', 'http://homeassistant.local'],
    ['http://192.168.1.5:8123/', 'http://192.168.1.5:8123'],
    ['192.168.1.5', 'http://192.168.1.5:8123'],
    ['localhost:8123', 'http://localhost:8123'],
    ['https://home.example/ha', 'https://home.example/ha'],
    ['https://home.example/ha/', 'https://home.example/ha'],
    ['HTTPS://Home.Example:443', 'https://home.example'],
    ['::1', 'http://[::1]:8123'],
    ['fe80::1', 'http://[fe80::1]:8123'],
    ['[fd00::5]:8124', 'http://[fd00::5]:8124'],
    ['http://[fd00::5]:8124/', 'http://[fd00::5]:8124'],
    ['bücher.example', 'http://xn--bcher-kva.example:8123'],
    ['http://ha.local:8123/lovelace/0', 'http://ha.local:8123'],
    ['http://ha.local:8123/api/stream', 'http://ha.local:8123'],
    ['https://home.example/ha/developer-tools/event', 'https://home.example/ha'],
    ['http://ha.local:8123/profile/security#top', 'http://ha.local:8123'],
  ])('%s becomes %s', (input, baseUrl) => {
    expect(parseBaseUrl(input)).toMatchObject({ ok: true, baseUrl });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['http://', 'not an address'],
    ['ftp://ha.local', 'ftp://'],
    ['javascript:alert(1)', 'not an address'],
    ['javascript://ha.local/%0aalert(1)', 'javascript://'],
    ['http://me:secret@ha.local', 'user name and password'],
    ['me:secret@ha.local', 'user name and password'],
    ['http://ha.local/?api_password=secret', 'question mark'],
    ['http://http://ha.local', 'http twice'],
    ['ha local', 'space'],
    ['http://ha.local\u0000', 'character'],
    ['http:\\\\ha.local', 'character'],
    ['http://ha.local:99999', 'not an address'],
    [`http://${'a'.repeat(10_000)}.local`, 'too long'],
  ])('%j is refused with its reason', (input, reason) => {
    const parsed = parseBaseUrl(input);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.message).toContain(reason);
    expect(parsed.ok ? '' : parsed.message).not.toContain('secret');
  });

  it('marks plain http to a public host, and nothing else, as insecure', () => {
    const insecure = (input: string): unknown => {
      const parsed = parseBaseUrl(input);
      return parsed.ok && parsed.insecure;
    };
    expect(insecure('http://home.example')).toBe(true);
    expect(insecure('http://8.8.8.8')).toBe(true);
    expect(insecure('https://home.example')).toBe(false);
    expect(insecure('http://192.168.0.9')).toBe(false);
    expect(insecure('http://homeassistant.local')).toBe(false);
    expect(insecure('http://[fd00::5]')).toBe(false);
    expect(insecure('http://homeassistant')).toBe(false);
  });

  it('never throws, and what it accepts it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.domain(), fc.ipV4(), fc.ipV6()), (input) => {
        const first = parseBaseUrl(input);
        if (!first.ok) return;
        const second = parseBaseUrl(first.baseUrl);
        expect(second).toEqual(first);
        expect(first.baseUrl).not.toMatch(/[@?#]|\/$/);
      }),
    );
  });
});

describe('isPrivateHost', () => {
  it.each([
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.1',
    '::1',
    'ha.lan',
    'ha',
  ])('%s is at home', (host) => {
    expect(isPrivateHost(host)).toBe(true);
  });
  it.each(['172.32.0.1', '100.128.0.1', '10.evil.example', 'home.example', '2001:db8::1', 'local.example'])(
    '%s is outside',
    (host) => {
      expect(isPrivateHost(host)).toBe(false);
    },
  );
});
