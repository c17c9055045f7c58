import type { Random } from '../../../src/core/clock.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { isPrivateHost, originOf, parseBaseUrl } from '../../../src/core/servers/base-url.ts';
import { serverProfileSchema } from '../../../src/core/servers/profile.ts';
import { describeDifference, type FuzzTarget } from '../fuzz-target.ts';
import { drawChance, drawMany, drawOne } from '../generators/draw.ts';
import { mutate } from '../generators/mutate.ts';

const SCHEMES = [
  '',
  '',
  '',
  'http://',
  'https://',
  'HTTP://',
  'http:',
  'http:///',
  'ftp://',
  'javascript://',
  'ws://',
  'http://http://',
];
const HOSTS = [
  ...[
    'homeassistant.local',
    'homeassistant',
    'ha.example.org',
    '192.168.1.5',
    '127.0.0.1',
    '10.0.0.1',
    '8.8.8.8',
    '0x7f.1',
    '1',
    '1.2.3.4.5',
  ],
  ...[
    '::1',
    '[::1]',
    'fe80::1',
    '[fe80::1%25eth0]',
    'fd00::1:2',
    '::ffff:1.2.3.4',
    'zoë.example',
    'xn--zo-dja.example',
    'a..b',
    '-',
    '.',
    'a.',
    '',
  ],
];
const PORTS = ['', '', ':8123', ':80', ':443', ':080', ':0', ':65535', ':65536', ':', ':x', ':8123:8123'];
const PATHS = [
  '',
  '',
  '/',
  '//',
  '/lovelace',
  '/lovelace/0',
  '/api/stream',
  '/api',
  '/ha/',
  '/ha/config//',
  '/a:80',
  '/a:80/',
  '/../x',
  '/%2e%2e/',
  '/ü',
  '/a b',
  '/home/home',
];
const TAILS = ['', '', '', '#', '#/a', '#:80', '#:80/', '?', '?a=1', '?a:80/', ' ', '\n', '\u00a0'];
const TOKENS = [
  '@',
  'user:pw@',
  '\\',
  ':',
  '/',
  '//',
  '#',
  '?',
  '%',
  '%00',
  '%zz',
  '[',
  ']',
  '.',
  '\0',
  '\t',
  '\u200b',
  '\ud800',
  '。',
  'ß',
  '☃',
  'x'.repeat(3_000),
  'ü'.repeat(400),
];

/** Addresses as people type and paste them. */
export const address: FuzzTarget = {
  name: 'address',
  generate(random) {
    const text = drawAddress(random);
    return drawChance(random, 0.5) ? mutate(random, text, TOKENS, drawOne(random, [0x7f, 0xffff])) : text;
  },
  check(input) {
    const parsed = parseBaseUrl(input);
    if (!parsed.ok) return parsed.message.trim() === '' ? 'refused without a word' : null;
    const { baseUrl, origin, insecure } = parsed;
    const url = new URL(baseUrl);
    if (!/^https?:$/.test(url.protocol) || `${url.username}${url.password}${url.search}${url.hash}` !== '')
      return describeDifference('base URL', baseUrl, 'http or https, no user, query or fragment');
    if (baseUrl.endsWith('/') || baseUrl.length > LIMITS.maxUrlChars)
      return describeDifference(
        'base URL',
        baseUrl,
        `no slash at the end, at most ${String(LIMITS.maxUrlChars)} characters`,
      );
    if (url.origin !== origin || originOf(baseUrl) !== origin)
      return describeDifference('origin', origin, url.origin);
    if (insecure !== (url.protocol === 'http:' && !isPrivateHost(url.hostname)))
      return describeDifference('insecure', insecure, !insecure);
    const again = parseBaseUrl(baseUrl);
    if (JSON.stringify(again) !== JSON.stringify(parsed))
      return describeDifference('second reading', again, parsed);
    if (!serverProfileSchema.shape.baseUrl.safeParse(baseUrl).success)
      return 'the settings refuse what was accepted';
    return checkPort(input.trim(), url);
  },
};

function drawAddress(random: Random): string {
  const parts = [SCHEMES, HOSTS, PORTS, PATHS, TAILS].map((list) => drawOne(random, list));
  return drawMany(random, 1, () => ' ').join('') + parts.join('');
}

/** A port that was typed is the port; a bare host gets Home Assistant's. */
function checkPort(text: string, url: URL): string | null {
  const [, scheme, authority = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?\/*([^/?#]*)/i.exec(text) ?? [];
  const isBareIpv6 = (authority.match(/:/g) ?? []).length > 1 && !authority.startsWith('[');
  const typed = isBareIpv6 ? undefined : /:0*(\d+)$/.exec(authority)?.[1];
  const usual = scheme === undefined ? '8123' : url.protocol === 'https:' ? '443' : '80';
  const got = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return got === (typed ?? usual) ? null : describeDifference('port', got, typed ?? usual);
}
