import { validateHeaderValue } from 'node:http';
import {
  describeCredentialProblem,
  parseCredential,
  type TypedKind,
} from '../../../src/core/servers/credential.ts';
import { toRequest } from '../../../src/core/stream/request.ts';
import { describeDifference, type FuzzTarget } from '../fuzz-target.ts';
import { drawChance, drawInt, drawMany, drawOne } from '../generators/draw.ts';
import { mutate } from '../generators/mutate.ts';

const KINDS: readonly (TypedKind | 'none')[] = ['bearer', 'password', 'query', 'none'];
const PARTS = [
  ...[
    'eyJhbGciOiJIUzI1NiJ9.',
    'welcome1',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\x7f',
    '\x80',
    '\x85',
    '\xa0',
    'é',
    'ÿ',
    'Ā',
    '中',
    '😀',
  ],
  ...['\ud800', '\udc00', '\ufeff', '\u200b', '\u2028', ':', '"', '%', '&', '=', '#', 'x'.repeat(2_000)],
];

/** Secrets as they are pasted. What is accepted must fit where it goes; what is refused must not be quoted. */
export const secret: FuzzTarget = {
  name: 'secret',
  generate(random) {
    const text = drawMany(random, 8, () => drawOne(random, PARTS)).join('') + 'k'.repeat(drawInt(random, 4));
    return drawChance(random, 0.5) ? mutate(random, text, PARTS, drawOne(random, [0xff, 0xffff])) : text;
  },
  check(input) {
    for (const kind of KINDS) {
      const parsed = parseCredential(kind, input);
      if (!parsed.ok) {
        const words = describeCredentialProblem(parsed.problem, kind);
        if (input.length > 7 && words.includes(input)) return 'the refusal quotes the secret';
        continue;
      }
      const { credential } = parsed;
      if (credential.kind === 'none') continue;
      if (credential.secret !== input.trim() || credential.secret === '')
        return describeDifference(kind, credential.secret, input.trim());
      const { url, headers } = toRequest(
        { baseUrl: 'http://ha.local:8123', credential, userAgent: 'Porchlight/test' },
        '/api/',
        'application/json',
      );
      for (const [name, value] of Object.entries(headers)) validateHeaderValue(name, value);
      if (kind === 'query' && new URL(url).searchParams.get('api_password') !== credential.secret)
        return describeDifference('password in the URL', url, credential.secret);
      if (kind !== 'query' && url !== 'http://ha.local:8123/api/') return 'the secret is in the URL';
    }
    return null;
  },
};
