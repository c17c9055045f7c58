import { LIMITS } from '../../../src/core/limits.ts';
import { retryDelayMs } from '../../../src/core/stream/retry-policy.ts';
import { playAttempt } from '../../support/play-attempt.ts';
import { describeDifference, type FuzzTarget } from '../fuzz-target.ts';
import { drawChance, drawMany, drawOne } from '../generators/draw.ts';
import { mutate } from '../generators/mutate.ts';
import { readEssence } from '../oracles/slow-media-type.ts';

const STATUSES = [
  '200',
  '200',
  '200',
  '100',
  '204',
  '206',
  '301',
  '302',
  '304',
  '308',
  '400',
  '401',
  '403',
  '404',
  '429',
  '500',
  '503',
  '599',
  '999',
];
const TYPES = [
  ...[
    'text/event-stream',
    'Text/Event-Stream',
    'text/event-stream;',
    'text/event-stream ; charset=x',
    ' text/event-stream',
    'text/event-stream\xa0',
  ],
  ...[
    '\xa0text/event-stream',
    'text/event-stream\x0b;',
    'text/event-streamX',
    'text/event-stream, text/html',
    'text / event-stream',
    'text/html',
    '',
  ],
];
const DATES = [
  '',
  '0',
  '5',
  '-5',
  '1e9',
  '999999999',
  '9'.repeat(400),
  'Sat, 21 Nov 2026 13:00:00 GMT',
  'tomorrow',
  '2026',
  '0x10',
  ' 7 ',
];
const PLACES = [
  '',
  '/x',
  '//other.example',
  'http://user:pw@other.example/secret?x',
  'javascript:alert(1)',
  'http://',
  'data:,x',
  '\xe9',
];
const TOKENS = [...TYPES, ...DATES, ...PLACES, ';', ',', ' ', '\t', '\xa0', '\x0b', '\x0c', '/', '\n'];

/** The head of an answer: status, `Content-Type`, `Retry-After` and `Location`, a line each. */
export const answer: FuzzTarget = {
  name: 'answer',
  generate(random) {
    const lines = [STATUSES, TYPES, DATES, PLACES].map((list) => drawOne(random, list)).join('\n');
    const extra = drawMany(random, 2, () => drawOne(random, TOKENS)).join('');
    return drawChance(random, 0.4) ? mutate(random, lines, TOKENS, 0xff) : lines + extra;
  },
  async check(input) {
    const [first = '', type = '', retryAfter = '', location = ''] = input.split('\n');
    const status = Number(/^\d{3}$/.exec(first)?.[0] ?? '200');
    const { texts, end, cancelled } = await playAttempt({
      status,
      headers: { 'content-type': type, 'retry-after': retryAfter, location },
      chunks: [new TextEncoder().encode('data: x\n\n')],
    });
    const { failure } = end;
    const isStream = status === 200 && readEssence(type) === 'text/event-stream';
    const wanted = isStream ? 'ended' : status === 200 ? 'not-event-stream' : failure.code;
    if (failure.code !== wanted) return describeDifference('end', failure.code, wanted);
    if (texts.length !== (isStream ? 1 : 0)) return describeDifference('texts', texts, isStream);
    if (!cancelled) return 'the socket stays open';
    const { retryAfterMs = 0, redirectTo } = failure;
    if (!(retryAfterMs >= 0 && retryAfterMs <= LIMITS.retryAfterMaxMs))
      return describeDifference('Retry-After', retryAfterMs, 'a wait within the limit');
    if (redirectTo !== undefined && !/^(?:null|[a-z]+:\/\/[^/?#@]*)$/.test(redirectTo))
      return describeDifference('redirect', redirectTo, 'scheme, host and port');
    const delayMs = retryDelayMs(failure, 1_000, () => 0.999);
    return delayMs === null || (delayMs >= 0 && delayMs <= 2 ** 31 - 1)
      ? null
      : describeDifference('wait', delayMs, 'a time that a timer can hold');
  },
};
