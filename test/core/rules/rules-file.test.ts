import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SOUNDS } from '../../../src/core/history/alert.ts';
import { refuseRule } from '../../../src/core/rules/refuse-rule.ts';
import { ruleSchema, type Rule } from '../../../src/core/rules/rule.ts';
import { readRulesFile, writeRulesFile, type RuleNames } from '../../../src/core/rules/rules-file.ts';

const NAMES: RuleNames = {
  servers: [
    { id: 'a1', name: 'Home', address: 'http://home:8123' },
    { id: 'b2', name: 'Cabin', address: 'https://cabin.example' },
    { id: 'c3', name: 'Twin', address: 'http://one:8123' },
    { id: 'd4', name: 'Twin', address: 'http://two:8123' },
  ],
  destinations: [
    { id: 'phone', name: 'My phone' },
    { id: 'hook', name: 'true' },
  ],
};

const text = (max: number) => fc.string({ unit: 'binary', minLength: 1, maxLength: max });
const words = (max: number) =>
  fc.oneof(
    text(max),
    fc
      .constantFrom(
        'on',
        'true',
        '5',
        '~',
        '- x',
        '# no',
        'a: b',
        '*x',
        '"',
        "it's",
        '\ud800',
        ' x ',
        'a\n\nb\n',
        '7:30',
      )
      .filter((each) => each.length <= max),
  );
const ms = (min: number, max: number) =>
  fc.oneof(
    fc.integer({ min, max }),
    fc.integer({ min: 1, max: 24 }).map((count) => count * 300_000),
  );
const WEEK = 7 * 86_400_000;
const server = fc.constantFrom(...NAMES.servers.map(({ id }) => id));
const present = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const timing: fc.Arbitrary<Rule['timing']> = fc.oneof(
  fc.constant({ kind: 'at-once' } as const),
  fc.record({ kind: fc.constantFrom('for', 'silent'), ms: ms(1_000, WEEK) }),
  fc.record({
    kind: fc.constant('times' as const),
    count: fc.integer({ min: 2, max: 100 }),
    withinMs: ms(1_000, 86_400_000),
  }),
);
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const condition = fc.oneof(
  fc.constant({ kind: 'everybody-away' } as const),
  fc.record({ kind: fc.constant('sun'), is: fc.constantFrom('up', 'down') }),
  fc.record({ kind: fc.constant('computer'), is: fc.constantFrom('locked', 'in-use') }),
  fc.record({
    kind: fc.constant('hours'),
    from: clock,
    to: clock,
    days: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 }),
  }),
  fc.record(
    {
      kind: fc.constant('state'),
      entity: words(255),
      is: fc.constantFrom('in', 'not-in'),
      states: fc.array(words(255), { minLength: 1, maxLength: 4 }),
      server,
    },
    { requiredKeys: ['kind', 'entity', 'is', 'states'] },
  ),
);
const data = fc.oneof(
  fc
    .dictionary(words(20), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 })
    .map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '{ "brightness" : 50 }',
    '{"a":1.0}',
    '{"b":1,"1":2}',
    '{"__proto__":1}',
    '{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}',
  ),
);
const action = fc.record(
  {
    label: words(40).filter((label) => label.trim() !== ''),
    action: fc.constantFrom('light.turn_off', 'script.good_night'),
    target: fc.constantFrom('light.hall', 'none'),
    data,
  },
  { requiredKeys: ['label', 'action'] },
);

const rule: fc.Arbitrary<Rule> = fc
  .record({
    id: words(64),
    name: words(80).filter((name) => name.trim() !== ''),
    enabled: fc.boolean(),
    query: fc.constantFrom(
      'entity:cover.garage_door to:open',
      '"a: b" # no comment',
      'class:(smoke OR gas) to:on -area:kitchen',
      '*',
      '- x',
      'to:"it\'s"',
      'leak\nOR smoke',
    ),
    cooldownMs: fc.oneof(fc.constantFrom(0, 1), ms(0, 86_400_000)),
    timing,
    onlyIf: fc.array(condition, { maxLength: 4 }),
    level: fc.constantFrom('quiet', 'normal', 'important', 'critical'),
    maxPerHour: fc.option(fc.integer({ min: 1, max: 1_000 })),
    server: present(server),
    snoozedUntil: present(fc.oneof(fc.nat(), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))),
    says: present(fc.record({ title: words(200), body: words(1_000) }, { requiredKeys: [] })),
    sound: present(fc.constantFrom(...SOUNDS)),
    shows: present(fc.constantFrom('camera.front_door', 'image.map_2')),
    does: present(fc.array(action, { minLength: 1, maxLength: 3 })),
    sendTo: present(fc.array(fc.constantFrom('phone', 'hook'), { minLength: 1, maxLength: 5 })),
    unconfirmed: present(fc.constant(true as const)),
  })
  .map((each) => JSON.parse(JSON.stringify(each)) as unknown)
  .map((each) => ruleSchema.parse(each));

describe('a file of rules', () => {
  it('gives back the same rules', () => {
    const ofFile = fc.uniqueArray(rule, { maxLength: 5, selector: ({ id }) => id });
    fc.assert(
      fc.property(ofFile, fc.constantFrom('\n', '\r\n'), fc.boolean(), (rules, end, hasMark) => {
        fc.pre(rules.every((each) => refuseRule(each) === null));
        const written = writeRulesFile(rules, NAMES, (event) => event);
        const saved = (hasMark ? '\uFEFF' : '') + written.replaceAll('\n', end);
        expect(readRulesFile(saved, NAMES)).toEqual({ ok: true, rules });
        expect(written).not.toMatch(/home:8123|cabin\.example/);
      }),
      { numRuns: 500 },
    );
  });

  it('reads well', () => {
    const written = writeRulesFile(
      [
        {
          id: 'garage',
          name: 'Garage door left open',
          enabled: true,
          query: 'entity:cover.garage_door to:open',
          server: 'a1',
          cooldownMs: 300_000,
          timing: { kind: 'for', ms: 600_000 },
          onlyIf: [
            { kind: 'sun', is: 'down' },
            { kind: 'hours', from: '07:00', to: '22:00', days: [1, 2] },
            { kind: 'state', entity: 'light.hall', is: 'not-in', states: ['on'] },
          ],
          level: 'important',
          maxPerHour: 3,
          does: [{ label: 'Close it', action: 'cover.close_cover', data: '{"speed":"slow"}' }],
          sendTo: ['phone'],
        },
        { ...PLAIN, id: 'rings', name: 'Rings' },
      ],
      NAMES,
      (event) => event,
    );
    expect(written.replace(/^(#.*\n)+/, '')).toBe(`version: 1

rules:
  - name: Garage door left open
    id: garage
    when: entity:cover.garage_door to:open
    server: Home
    for: 10 min
    only if:
      - the sun is down
      - from: 07:00
        to: 22:00
        days:
          - Mon
          - Tue
      - entity: light.hall
        is not: on
    level: important
    cooldown: 5 min
    at most an hour: 3
    does:
      - label: Close it
        action: cover.close_cover
        data:
          speed: slow
    send to:
      - My phone

  - name: Rings
    id: rings
    when: type:rings
    cooldown: none
`);
  });
});

const PLAIN: Omit<Rule, 'id' | 'name'> = {
  enabled: true,
  query: 'type:rings',
  cooldownMs: 0,
  timing: { kind: 'at-once' },
  onlyIf: [],
  level: 'normal',
  maxPerHour: null,
};
