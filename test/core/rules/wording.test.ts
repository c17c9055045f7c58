import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import {
  escapeMarkup,
  toMissedNotification,
  toNotification,
  toSummaryNotification,
} from '../../../src/core/rules/wording.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createRedactor } from '../../../src/core/redaction/redact.ts';
import { toRegistry } from '../../../src/core/registry/registry.ts';
import type { RegistryDocument } from '../../../src/core/registry/registry-document.ts';
import type { WordsContext } from '../../../src/core/rules/due-words.ts';
import { clampText, stripUnsafe } from '../../../src/core/events/text.ts';
import { formatClock } from '../../../src/core/time/format-time.ts';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import type { Due } from '../../../src/core/rules/due.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

/** What a rule of a name says of an event. */
const due = (event: HaEvent, name: string, rest: Partial<Due> = {}): Due => {
  const rule = ruleOf('to:on', { name });
  const happening = { serverId: 'home', thing: 'x', event, seq: 1, since: null, unmet: null };
  return { rule, order: 0, ...happening, at: 0, t: 0, ...rest };
};

const HOME: RegistryDocument = {
  total: 2,
  entities: [
    ['binary_sensor.front_door', 'Front door', 'door', 'hall', '', []],
    ['sensor.attic_fan', 'Fan under the roof', '', 'attic', 'fan', []],
  ],
  devices: [['fan', 'Big fan', '', []]],
  areas: [
    ['hall', 'Hall', 'ground', []],
    ['attic', 'Attic', '', []],
  ],
  floors: [['ground', 'Ground floor']],
  labels: [],
  persons: [['person.ada', 'Ada', 'user1']],
};
const context = (server: string | null, isKnown = false): WordsContext => ({
  server: server ?? 'Home',
  namesServer: server !== null,
  registry: isKnown ? toRegistry(HOME) : undefined,
  redact: createRedactor(DEFAULT_REDACTION),
});
const say = (told: Due, server: string | null, isKnown = false) =>
  toNotification(told, context(server, isKnown));

const DOOR = stateChanged(
  'binary_sensor.front_door',
  ['off', { friendly_name: 'Front door', device_class: 'door' }],
  ['on', { friendly_name: 'Front door', device_class: 'door' }],
);

const named = (name: string): HaEvent => {
  const attributes = { device_class: 'door', ...(name === '' ? {} : { friendly_name: name }) };
  return stateChanged('binary_sensor.front_door', ['off', attributes], ['on', attributes]);
};
const FAN: Partial<Due> = {
  rule: ruleOf('to:on', { name: 'Doors', timing: { kind: 'silent', ms: 3_600_000 } }),
  event: null,
  thing: 'state_changed\nhome\nsensor.attic_fan',
  since: 0,
};

describe('toNotification', () => {
  it('says what happened in the title, and where, by which rule and when in the body', () => {
    const clock = formatClock(Date.parse('2026-11-21T19:56:32Z')).slice(0, 8);
    expect(say(due(DOOR, 'Doors'), 'Home')).toEqual({
      title: 'Front door opened',
      body: `Home · Doors · ${clock}`,
    });
    expect(say(due(DOOR, 'Doors'), null).body).toBe(`Doors · ${clock}`);
    expect(say(due({ ...haEvent('custom'), time_fired: 'yesterday' }, 'Mine'), null)).toEqual({
      title: 'custom',
      body: 'Mine',
    });
  });

  const FREEZER = stateChanged(
    'sensor.freezer',
    ['-18', { friendly_name: 'Freezer' }],
    ['-19', { friendly_name: 'Freezer' }],
  );
  it.each<[Rule['timing'], Partial<Due>, string, string]>([
    [
      { kind: 'for', ms: 600_000 },
      { event: DOOR, since: 0 },
      'Front door opened',
      'A rule · for 10 min · since CLOCK',
    ],
    [
      { kind: 'times', count: 3, withinMs: 60_000 },
      { event: DOOR },
      'Front door opened',
      'A rule · 3 times within 1 min · TIME',
    ],
    [
      { kind: 'silent', ms: 3_600_000 },
      { event: FREEZER, since: 0 },
      'Freezer has said nothing for 1 h',
      'A rule · since CLOCK',
    ],
    [
      { kind: 'silent', ms: 3_600_000 },
      { event: null, thing: 'state_changed\nhome\nsensor.attic_fan', since: 0 },
      'Attic fan has said nothing for 1 h',
      'A rule · since CLOCK',
    ],
    [
      { kind: 'silent', ms: 3_600_000 },
      { event: null, thing: 'bell\nhome\n', since: 0 },
      'A rule has said nothing for 1 h',
      'A rule · since CLOCK',
    ],
  ])('says what the rule waited for: %j', (timing, rest, title, body) => {
    const said = say({ ...due(DOOR, ''), rule: ruleOf('to:on', { timing }), ...rest }, null);
    expect({
      ...said,
      body: said.body.replace(/\d\d:\d\d:\d\d/, 'TIME').replace(/\d\d:\d\d/, 'CLOCK'),
    }).toEqual({ title, body });
  });

  it.each<[string, Partial<Due>, string, string]>([
    ['its room', { event: DOOR }, 'Front door opened', 'Hall · Doors'],
    ['a name in the title once', { event: named('Hall door') }, 'Hall door opened', 'Doors'],
    ['the name of the registry', { event: named('') }, 'Front door opened', 'Hall · Doors'],
    ['the name of what is silent', FAN, 'Fan under the roof has said nothing for 1 h', 'Attic · Doors'],
  ])('says %s', (_what, rest, title, body) => {
    const said = say({ ...due(DOOR, 'Doors'), ...rest }, null, true);
    expect({ ...said, body: said.body.replace(/ · (?:since )?[\d:]+$/, '') }).toEqual({ title, body });
  });

  it('says the day of what began on another one', () => {
    const at = new Date(2026, 10, 21, 6, 30).getTime();
    const since = new Date(2026, 10, 20, 22, 10).getTime();
    expect(say({ ...due(DOOR, 'Doors'), at, since }, null).body).toBe('Doors · since yesterday 22:10');
  });

  it('keeps what a call may hold to itself', () => {
    const call = haEvent('call_service', {
      domain: 'alarm_control_panel',
      service: 'alarm_disarm',
      service_data: { entity_id: 'alarm_control_panel.house', code: '4711' },
    });
    expect(JSON.stringify(say(due(call, 'Calls'), 'Home'))).not.toContain('4711');
  });

  it('is clamped, whatever a server sends', () => {
    const huge = '\u202e😀<a href="x">'.repeat(100_000);
    const words = say(due(haEvent('custom', { text: huge, name: huge }), huge), huge);
    expect(Array.from(words.title).length).toBeLessThanOrEqual(LIMITS.maxToastTitleChars);
    expect(Array.from(words.body).length).toBeLessThanOrEqual(LIMITS.maxToastBodyChars);
    expect(words.title + words.body).not.toMatch(/\u202e/);
  });
});

describe('toSummaryNotification', () => {
  it.each<[[string, number][], string, string]>([
    [[['Front door opened', 1]], '1 more alert', 'Front door opened'],
    [
      [
        ['Front door opened', 1],
        ['Hall turned off', 3],
      ],
      '4 more alerts',
      'Front door opened, Hall turned off (3 times)',
    ],
    [
      [...['a', 'b', 'c', 'd', 'e', 'f'].map((title): [string, number] => [title, 2]), ['', 90]],
      '102 more alerts',
      'a (2 times), b (2 times), c (2 times), d (2 times), e (2 times) and 92 more',
    ],
  ])('names what is in %j', (titles, title, body) => {
    expect(toSummaryNotification(new Map(titles))).toEqual({ title, body });
  });

  it('is clamped, and still says how many there are', () => {
    const titles = new Map(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name.repeat(300), 1]));
    const { body } = toSummaryNotification(titles);
    expect(Array.from(body).length).toBeLessThanOrEqual(LIMITS.maxToastBodyChars);
    expect(body).toMatch(/and 1 more$/);
  });
});

describe('toMissedNotification', () => {
  const note = (title: string) => ({ title, body: 'Doors · 20:56:32', kind: 'door', toldAt: 0 });

  it.each([
    [
      false,
      ['Front door opened'],
      'Front door opened',
      'Missed while disconnected, 3 hours ago · Doors · 20:56:32',
    ],
    [false, ['a', 'b', 'a'], 'While disconnected: 3 doors', 'a (2 times), b'],
    [true, ['a', 'b'], 'While you were away: 2 doors', 'a, b'],
  ])('after sleep %s, names what is in %j', (slept, titles, title, body) => {
    expect(toMissedNotification(titles.map(note), slept, 3 * 3_600_000)).toEqual({ title, body });
  });
});

describe('clampText', () => {
  it.each([
    ['', 5, ''],
    ['hello', 5, 'hello'],
    ['hello!', 5, 'hell…'],
    ['😀😀😀', 3, '😀😀😀'],
    ['😀😀😀😀', 3, '😀😀…'],
    ['ab cdef', 4, 'ab…'],
  ])('%j at %i is %j', (text, max, clamped) => {
    expect(clampText(text, max)).toBe(clamped);
  });

  it('never makes more code points, never cuts one in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const clamped = clampText(text, max);
        expect(Array.from(clamped).length).toBeLessThanOrEqual(max);
        expect(clamped).not.toMatch(/\p{Cs}/u);
        if (Array.from(text).length <= max) expect(clamped).toBe(text);
      }),
    );
  });

  it('takes a megabyte in no time', () => {
    const started = performance.now();
    expect(Array.from(clampText('😀'.repeat(500_000), 100))).toHaveLength(100);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('stripUnsafe', () => {
  it('finds the same in one quick look as in a long one', () => {
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const text = `a${String.fromCharCode(unit)}b`;
      // A byte order mark is taken out, and makes the look a long one.
      expect(stripUnsafe(text)).toBe(stripUnsafe(`${text}\ufeff`));
    }
  });

  it.each([
    ['a\u0000b', 'ab'],
    ['a\u001b[31mb\u007f\u009b', 'a[31mb'],
    ['line1\r\nline2\tx\u2028y', 'line1 line2 x y'],
    ['\u202egnp.exe\u202c\u2066x\u2069\u200f\u061c', 'gnp.exex'],
    ['a\ud800b\udc00c', 'abc'],
    ['\ufeffa\ufff9', 'a'],
    ['👩‍👩‍👧 zoë ☃ שלום', '👩‍👩‍👧 zoë ☃ שלום'],
    ['<a href="x">&</a>', '<a href="x">&</a>'],
  ])('%j becomes %j', (text, safe) => {
    expect(stripUnsafe(text)).toBe(safe);
  });

  it('leaves nothing that hides or turns text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = stripUnsafe(text);
        expect(safe).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(safe).not.toMatch(/\p{Cs}/u);
        expect(stripUnsafe(safe)).toBe(safe);
      }),
    );
  });
});

describe('escapeMarkup', () => {
  it('lets markup be seen as typed', () => {
    expect(escapeMarkup('<a href="file:///etc/passwd">a & b</a> &lt;')).toBe(
      '&lt;a href="file:///etc/passwd"&gt;a &amp; b&lt;/a&gt; &amp;lt;',
    );
  });
});
