import type { Random } from '../../../src/core/clock.ts';
import { CAPTURES, readCapture } from '../../support/captures.ts';
import { fromBytes } from '../fuzz-target.ts';
import { drawChance, drawInt, drawMany, drawOne } from './draw.ts';
import { mutate } from './mutate.ts';

const BOM = '\xef\xbb\xbf';

/** What matters to a reader of streams, one character for each byte. */
const TOKENS: readonly string[] = [
  ...['\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\n\r', ':', ' ', '\0', '\t', BOM, BOM + BOM],
  ...[
    'data',
    'data:',
    'data: ',
    ' data:',
    'Data:',
    'data\0:',
    'datax:',
    'dat',
    'event:',
    'event: error',
    'event: open',
  ],
  ...['id:', 'id: \x01', 'id: \0', 'retry: 0', 'retry:', ': comment', 'ping', '\n\ndata: ping\n\n'],
  // UTF-8: whole, cut, overlong, a surrogate, beyond Unicode; then the start of the end of a line.
  ...[
    '\xe2\x98\x83',
    '\xe2\x98',
    '\x98\x83',
    '\xf0\x9f\x98\x80',
    '\xf0\x9f',
    '\xc0\x8a',
    '\xed\xa0\x80',
    '\xf5\x80',
    '\xff',
    '\xfe',
  ],
  ...['\xe2\x80\xa8', '\xc2\x85', '\x0b', '\x0c', '\x1a'],
];

const FIELDS = [
  'data',
  'data',
  'data',
  'data',
  'event',
  'id',
  'retry',
  '',
  'Data',
  'dat',
  'datax',
  ' data',
  BOM + 'data',
];
const LINE_ENDS = ['\n', '\n', '\n', '\r\n', '\r'];

const bodies = CAPTURES.map((name) => fromBytes(readCapture(name).body));

/** A stream, one character for each byte: after the grammar, a piece of a real one, or neither; mostly with changes. */
export function drawStream(random: Random): string {
  const stream = drawChance(random, 0.6) ? drawLines(random) : drawPiece(random);
  return drawChance(random, 0.5) ? mutate(random, stream, TOKENS, 0xff) : stream;
}

function drawLines(random: Random): string {
  const lines = drawMany(random, 40, () => drawLine(random) + drawOne(random, LINE_ENDS));
  return (drawChance(random, 0.2) ? BOM : '') + lines.join('');
}

function drawLine(random: Random): string {
  if (drawChance(random, 0.4)) return '';
  const value = drawMany(random, 4, () =>
    drawChance(random, 0.5) ? drawOne(random, TOKENS) : 'x'.repeat(drawInt(random, 80)),
  ).join('');
  return drawOne(random, FIELDS) + drawOne(random, [':', ': ', ':  ', '']) + value;
}

function drawPiece(random: Random): string {
  const body = drawOne(random, bodies);
  const at = drawInt(random, body.length);
  return body.slice(at, at + drawInt(random, 2_000));
}
