import type { Random } from '../../../src/core/clock.ts';
import { drawChance, drawMany, drawOne } from './draw.ts';
import { mutate } from './mutate.ts';

const PIECES = [
  ...[
    'type:',
    'entity:',
    'to:',
    'since:',
    'at:',
    'seq:',
    'alert:',
    'data.',
    'data."a b".c:',
    'attributes.x:',
    'tpye:',
  ],
  ...[
    'light.*',
    'state_changed',
    '"a b"',
    '/x|y/',
    '/[/]+\\//',
    '[1 TO 2]',
    '1..2',
    '>20',
    '<=-1',
    '1h',
    '07:00..08:00',
  ],
  ...['2026-11-21', '2026-11-21T07:00Z', 'yes', '*', 'hall', 'Zoë', '100..200'],
  ...[' ', ' ', '  ', ' AND ', ' OR ', ' NOT ', '&&', '||', '-', '!', '(', ')', '(', ')'],
];
const TOKENS = [
  ...[
    '"',
    '/',
    '\\',
    '[',
    ']',
    '(',
    ')',
    ':',
    '.',
    '..',
    '-',
    '*',
    '?',
    '<',
    '&&',
    '||',
    '\n',
    '\0',
    '\ud800',
    '☕',
    'İ',
  ],
  ...[
    '(((((((((',
    '))))',
    '----------',
    '"'.repeat(50),
    'a OR '.repeat(60),
    'x'.repeat(300),
    '{9999}',
    '(a+)+',
  ],
];

/** A query as somebody types it: most make sense for a while. */
export function drawQueryText(random: Random): string {
  const text = drawMany(random, 24, () => drawOne(random, PIECES)).join('');
  return drawChance(random, 0.5) ? mutate(random, text, TOKENS, 0xffff) : text;
}
