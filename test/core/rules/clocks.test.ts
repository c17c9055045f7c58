import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { haEvent } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import {
  door,
  FOR,
  freezer,
  MIN,
  NOON,
  SILENT,
  startEngine,
  stateOf,
  TIMES,
  type Bench,
} from './support/engine-bench.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** What a clock may do two minutes after the beginning, when it begins, and what a server then says. */
interface Trouble {
  readonly startAt?: number;
  happen(bench: Bench): void;
}

/** The computer sleeps for two hours. Its server says afterwards since when its things are as they are. */
function wakeUp({ link, states }: Bench): void {
  link(true);
  states([stateOf('cover.garage', 'open', 122), stateOf('sensor.freezer', '-19', 122)]);
}

const TROUBLES = {
  'is set ten hours ahead': { happen: ({ jump }) => jump(600) },
  'is set ten hours back': { happen: ({ jump }) => jump(-600) },
  'goes on while the computer sleeps, and the even one stands still': {
    happen(bench) {
      bench.jump(120);
      bench.link(false);
      wakeUp(bench);
    },
  },
  'goes on while the computer sleeps, and so does the even one': {
    happen(bench) {
      bench.link(false);
      bench.sleep(120);
      wakeUp(bench);
    },
  },
  'is put forward for the summer': {
    startAt: Date.parse('2026-03-29T01:59:00+01:00'),
    happen: ({ pass }) => pass(0),
  },
  'is put back for the winter': {
    startAt: Date.parse('2026-10-25T02:59:00+02:00'),
    happen: ({ pass }) => pass(0),
  },
} satisfies Record<string, Trouble>;

type Name = keyof typeof TROUBLES;

/** A rule of each timing, what happens before the trouble and after it, and what is told in each of them. */
const WORDS: readonly {
  readonly word: string;
  readonly rule: Rule;
  before(bench: Bench): void;
  after(bench: Bench): void;
  readonly told: Readonly<Record<Name, readonly string[]>>;
}[] = [
  {
    word: 'for 10 min',
    rule: FOR,
    before: ({ send }) => send(door('closed', 'open')),
    after: ({ pass }) => pass(30),
    told: {
      'is set ten hours ahead': ['garage at 610 since 0'],
      'is set ten hours back': ['garage at -590 since 0'],
      'goes on while the computer sleeps, and the even one stands still': ['garage at 10 since 0'],
      'goes on while the computer sleeps, and so does the even one': ['garage at 10 since 0'],
      'is put forward for the summer': ['garage at 10 since 0'],
      'is put back for the winter': ['garage at 10 since 0'],
    },
  },
  {
    word: 'silent for 60 min',
    rule: SILENT,
    before: ({ send }) => send(freezer('-18', '-19')),
    after: ({ pass }) => pass(90),
    told: {
      'is set ten hours ahead': ['freezer at 660 since 0'],
      'is set ten hours back': ['freezer at -540 since 0'],
      // The server says that the freezer was silent all the time.
      'goes on while the computer sleeps, and the even one stands still': ['freezer at 60 since 0'],
      'goes on while the computer sleeps, and so does the even one': ['freezer at 60 since 0'],
      'is put forward for the summer': ['freezer at 60 since 0'],
      'is put back for the winter': ['freezer at 60 since 0'],
    },
  },
  {
    word: '3 times within 5 min',
    rule: TIMES,
    before({ send }) {
      send(haEvent('bell'));
      send(haEvent('bell'));
    },
    after({ send, pass }) {
      send(haEvent('bell'));
      pass(1);
      send(haEvent('bell'));
    },
    told: {
      // As after a sleep: nobody can tell them apart.
      'is set ten hours ahead': [],
      'is set ten hours back': ['bell at -598'],
      'goes on while the computer sleeps, and the even one stands still': [],
      'goes on while the computer sleeps, and so does the even one': [],
      'is put forward for the summer': ['bell at 2'],
      'is put back for the winter': ['bell at 2'],
    },
  },
  {
    word: 'at once, and not again for 10 min',
    rule: ruleOf('type:bell', { id: 'bell', cooldownMs: 10 * MIN }),
    before: ({ send }) => send(haEvent('bell')),
    after({ send, pass }) {
      send(haEvent('bell'));
      pass(10);
      send(haEvent('bell'));
    },
    told: {
      'is set ten hours ahead': ['bell at 0', 'cooldown bell at 602', 'bell at 612'],
      'is set ten hours back': ['bell at 0', 'cooldown bell at -598', 'bell at -588'],
      'goes on while the computer sleeps, and the even one stands still': [
        'bell at 0',
        'cooldown bell at 122',
        'bell at 132',
      ],
      'goes on while the computer sleeps, and so does the even one': [
        'bell at 0',
        'bell at 122',
        'bell at 132',
      ],
      'is put forward for the summer': ['bell at 0', 'cooldown bell at 2', 'bell at 12'],
      'is put back for the winter': ['bell at 0', 'cooldown bell at 2', 'bell at 12'],
    },
  },
];

const CASES = WORDS.flatMap(({ word, told, ...rest }) =>
  Object.entries<Trouble>(TROUBLES).map(([name, trouble]) => ({
    ...rest,
    word,
    name,
    trouble: trouble,
    expected: told[name as Name],
  })),
);

describe('while the clock on the wall', () => {
  it.each(CASES)('$name: $word', ({ rule, before, after, trouble, expected }) => {
    const bench = startEngine([rule], trouble.startAt ?? NOON);
    bench.link(true);
    before(bench);
    bench.pass(2);
    trouble.happen(bench);
    after(bench);
    expect(bench.told).toEqual(expected);
  });
});
