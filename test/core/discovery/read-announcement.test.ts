import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnnouncement } from '../../../src/core/discovery/read-announcement.ts';
import type { Announcement } from '../../../src/core/discovery/service-records.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { isPrivateHost, parseBaseUrl } from '../../../src/core/servers/base-url.ts';

const UUID = 'f1612afd0b6c4d5fa0bd9a3f4f0a7c11';

/** As 2026.11.0 sends it. */
const HOUSE: Announcement = {
  instance: 'Test House',
  port: 28311,
  texts: [
    'location_name=Test House',
    `uuid=${UUID}`,
    'version=2026.11.0',
    'external_url=',
    'internal_url=http://10.99.0.1:28311',
    'base_url=http://10.99.0.1:28311',
  ],
  addresses: ['10.99.0.1', 'fd00::2'],
};

function withTexts(...texts: readonly string[]): ReturnType<typeof readAnnouncement> {
  return readAnnouncement({ ...HOUSE, texts });
}

describe('readAnnouncement', () => {
  it('reads what Home Assistant says of itself', () => {
    expect(readAnnouncement(HOUSE)).toEqual({
      instance: 'Test House',
      uuid: UUID,
      name: 'Test House',
      version: '2026.11.0',
      urls: ['http://10.99.0.1:28311', 'http://[fd00::2]:28311', 'https://10.99.0.1:28311'],
    });
  });

  it('makes do with an old one that says little', () => {
    expect(withTexts('version=0.110.7', 'requires_api_password=True')).toEqual({
      instance: 'Test House',
      uuid: null,
      name: 'Test House',
      version: '0.110.7',
      urls: ['http://10.99.0.1:28311', 'http://[fd00::2]:28311', 'https://10.99.0.1:28311'],
    });
  });

  it('takes the address that its owner has set first', () => {
    const urls = withTexts('internal_url=https://home.lan', 'base_url=https://home.example.com')?.urls;
    expect(urls?.[0]).toBe('https://home.lan');
    expect(urls).not.toContain('https://home.example.com');
  });

  it.each([
    // The internet: it would be told that somebody here looks for Home Assistant.
    'http://tracker.example.com',
    'http://203.0.113.7:8123',
    'http://[2001:db8::1]:8123',
    // This computer, whatever it is called.
    'http://localhost:8123',
    'http://127.0.0.1:631',
    'http://0x7f.1:631',
    'http://2130706433',
    'http://[::1]:8123',
    'http://[::ffff:127.0.0.1]:8123',
    'http://0.0.0.0:8123',
    // Means nothing without an interface.
    'http://[fe80::1]:8123',
    // No address of a server.
    'ftp://192.168.1.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'nonsense',
    `http://${'a'.repeat(LIMITS.maxUrlChars)}`,
  ])('never offers %s', (url) => {
    expect(readAnnouncement({ ...HOUSE, texts: [`internal_url=${url}`], addresses: [] })).toBeNull();
  });

  it('never asks for a path, a query or with a login', () => {
    const urls = withTexts('internal_url=http://user:pw@192.168.1.1:80/cgi-bin/reboot?now=1#x')?.urls;
    expect(urls?.[0]).toBe('http://192.168.1.1');
  });

  it('makes one safe line of every text', () => {
    const server = readAnnouncement({
      ...HOUSE,
      instance: `\u202e${'x'.repeat(500)}`,
      texts: ['location_name=Ho\nme\u202e\u0000', 'uuid=../../x', 'version=<b>1</b>'],
    });
    expect(server).toMatchObject({ name: 'Ho me', uuid: null, version: '' });
    expect(server?.instance).toHaveLength(63);
  });

  it('takes the first of two texts with one name', () => {
    expect(withTexts('version=2026.11.0', 'version=1.1', 'VERSION=2.2', '=x', 'y')?.version).toBe(
      '2026.11.0',
    );
  });

  it('offers only addresses of a home network, whatever comes', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain(), fc.string());
    fc.assert(
      fc.property(
        fc.record({
          instance: fc.string({ unit: 'binary' }),
          port: fc.nat(65_535),
          texts: fc.array(
            fc.oneof(
              fc.string({ unit: 'binary' }),
              fc
                .tuple(fc.constantFrom('internal_url', 'base_url', 'uuid', 'version'), fc.webUrl())
                .map((pair) => pair.join('=')),
            ),
          ),
          addresses: fc.array(address),
        }),
        (announcement) => {
          for (const url of readAnnouncement(announcement)?.urls ?? []) {
            expect(parseBaseUrl(url)).toMatchObject({ ok: true, baseUrl: url });
            const { hostname, pathname, username, search } = new URL(url);
            expect([isPrivateHost(hostname), pathname, username, search]).toEqual([true, '/', '', '']);
            expect(hostname).not.toMatch(/^127\.|^localhost$|^\[::1\]$/);
          }
        },
      ),
    );
  });
});
