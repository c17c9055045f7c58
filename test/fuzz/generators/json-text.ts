import type { Random } from '../../../src/core/clock.ts';
import { CAPTURES } from '../../support/captures.ts';
import { readCaptureMessages } from '../../support/capture-messages.ts';
import { drawChance, drawInt, drawMany, drawOne } from './draw.ts';
import { mutate } from './mutate.ts';

const WORDS = ['NaN', 'Infinity', '-Infinity', 'null', 'true', 'false'];
const NUMBERS = [
  '0',
  '-0',
  '1',
  '21.5',
  '1e5',
  '1E-7',
  '1e999',
  '-1e999',
  '9007199254740993',
  '0.1',
  '123456789012345678901234567890',
];

/** Inside a string, as source text. */
const STRING_PARTS: readonly string[] = [
  ...[
    'a',
    'state_changed',
    'light.kitchen',
    '~',
    '~N',
    '~I',
    '~-',
    '!',
    '!~N',
    '!!',
    'NaN',
    'Infinity',
    '-Infinity',
  ],
  ...[
    '\\"',
    '\\\\',
    '\\u0000',
    '\\u007eN',
    '\\u0021',
    '\\ud83d\\ude00',
    '\\ud83d',
    '\\n',
    '\\/',
    '☃',
    '😀',
    '\u2028',
    ' ',
    ': ',
    ', ',
  ],
];
const KEYS = [
  ...[
    'event_type',
    'data',
    'origin',
    'time_fired',
    'context',
    'id',
    'parent_id',
    'user_id',
    'entity_id',
    'new_state',
    'old_state',
  ],
  ...[
    'state',
    'attributes',
    'friendly_name',
    '__proto__',
    'constructor',
    'toString',
    'toJSON',
    '',
    '~N',
    '!',
    'NaN',
    '0',
  ],
];
const TOKENS: readonly string[] = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '\\',
    ' ',
    '\n',
    '\r',
    '\t',
    '\0',
    '\ufeff',
    '\u00a0',
    '\ud800',
    '-',
    '+',
    '.',
    'e',
    '01',
    '1.',
    '.5',
    "'",
  ],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    '-NaN',
    '+Infinity',
    'nan',
    'Infinit',
    'NaN:',
    '"NaN"',
    '"~N"',
    '"!',
    'null',
    'ping',
    '{"__proto__":1}',
    '//',
    '/**/',
  ],
  '['.repeat(70),
  '{"a":'.repeat(70),
];

const messages = CAPTURES.flatMap((name) => readCaptureMessages(name));

/** The text of a message: a real one, or one after the grammar of JSON with Python's words; mostly with changes. */
export function drawMessage(random: Random): string {
  const text = drawChance(random, 0.4) ? drawOne(random, messages) : drawEventText(random);
  return drawChance(random, 0.6) ? mutate(random, text, TOKENS, drawOne(random, [0x7f, 0xffff])) : text;
}

function drawEventText(random: Random): string {
  if (drawChance(random, 0.1)) return drawValue(random, 6);
  const members = [
    '"event_type":"state_changed"',
    `"data":${drawChance(random, 0.8) ? drawObject(random, 5) : drawValue(random, 3)}`,
  ];
  const rest = drawMany(random, 6, () => drawMember(random, 3));
  return `{${[...members, ...rest].join(',')}}`;
}

/** Any JSON value, nested at most `depth` deep. */
export function drawValue(random: Random, depth: number): string {
  const space = drawOne(random, ['', '', '', ' ', '\n\t']);
  switch (drawInt(random, depth > 0 ? 6 : 3)) {
    case 0:
      return space + drawOne(random, WORDS);
    case 1:
      return drawOne(random, NUMBERS) + space;
    case 2:
      return drawString(random);
    case 3:
    case 4:
      return drawObject(random, depth);
    default:
      return `[${space}${drawMany(random, 5, () => drawValue(random, depth - 1)).join(`${space},`)}]`;
  }
}

function drawObject(random: Random, depth: number): string {
  return `{${drawMany(random, 6, () => drawMember(random, depth)).join(',')}}`;
}

function drawMember(random: Random, depth: number): string {
  return `${JSON.stringify(drawOne(random, KEYS))}${drawOne(random, [':', ': ', ' :'])}${drawValue(random, depth - 1)}`;
}

function drawString(random: Random): string {
  return `"${drawMany(random, 5, () => drawOne(random, STRING_PARTS)).join('')}"`;
}
