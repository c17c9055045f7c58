import { parseCredential } from '../../../src/core/servers/credential.ts';
import { streamPath, toRequest } from '../../../src/core/stream/request.ts';
import { describeDifference, type FuzzTarget } from '../fuzz-target.ts';
import { drawChance, drawMany, drawOne } from '../generators/draw.ts';
import { mutate } from '../generators/mutate.ts';

const NAMES = [
  'state_changed',
  'a b',
  'a&b=c',
  'a#b',
  'a+b',
  '%41',
  'ü',
  '☃',
  '?',
  '/',
  '\\',
  '"',
  "'",
  '\u2028',
  '\ud800',
  '\udc00x',
];

/** The query of the stream's URL: the first line is a password, the others are event types. */
export const request: FuzzTarget = {
  name: 'request',
  generate(random) {
    const lines = ['pw', ...drawMany(random, 6, () => drawOne(random, NAMES))].join('\n');
    return drawChance(random, 0.6) ? mutate(random, lines, [...NAMES, '\n'], 0xffff) : lines;
  },
  check(input) {
    const [secret = '', ...names] = input.split('\n').filter((line) => line !== '');
    const parsed = parseCredential('query', secret);
    if (!parsed.ok) return null;
    const target = {
      baseUrl: 'http://ha.local:8123/sub',
      credential: parsed.credential,
      userAgent: 'Porchlight/test',
    };
    const url = new URL(toRequest(target, streamPath(names), 'text/event-stream').url);
    const got = {
      path: url.pathname,
      restrict: url.searchParams.get('restrict'),
      password: url.searchParams.get('api_password'),
      parameters: [...url.searchParams.keys()].length,
      fragment: url.hash,
    };
    const wanted = {
      path: '/sub/api/stream',
      restrict: names.length === 0 ? null : wellFormed(names.join(',')),
      password: secret.trim(),
      parameters: names.length === 0 ? 1 : 2,
      fragment: '',
    };
    return JSON.stringify(got) === JSON.stringify(wanted) ? null : describeDifference('URL', got, wanted);
  },
};

/** As UTF-8 would have it: half a pair of surrogates is no character. */
function wellFormed(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}
