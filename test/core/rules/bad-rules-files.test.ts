import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_RULES_FILE_CHARS, readRulesFile, type RuleNames } from '../../../src/core/rules/rules-file.ts';

const NAMES: RuleNames = {
  servers: [
    { id: 'a1', name: 'Home', address: 'http://home:8123' },
    { id: 'b2', name: 'Cabin', address: 'https://cabin.example' },
  ],
  destinations: [{ id: 'phone', name: 'My phone' }],
};

/** Everything that is wrong, as "line:column sentence". */
function problemsOf(text: string): readonly string[] {
  const read = readRulesFile(text, NAMES);
  if (read.ok) return [];
  const lines = read.problems.map(
    ({ line, column, text: words }) => `${String(line)}:${String(column)} ${words}`,
  );
  return read.more === 0 ? lines : [...lines, `and ${String(read.more)} more`];
}

/** One rule, whose members begin in line 3. */
function ruleFile(...members: readonly string[]): string {
  return `version: 1\nrules:\n${members.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`).join('\n')}\n`;
}
const GARAGE = ['name: Garage', 'when: entity:cover.garage to:open'];

describe('a file of rules that is not right', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a mistyped name',
      ruleFile(...GARAGE, 'fro: 10 min'),
      ['5:5 `fro` is not known here. Did you mean `for`?'],
    ],
    ['a name that nobody knows', ruleFile(...GARAGE, 'colour: red'), ['5:5 `colour` is not known here.']],
    [
      'a name at the top',
      'version: 1\nrule: []\nrules: []\n',
      ['2:1 `rule` is not known at the beginning of a line. Did you mean `rules`?'],
    ],
    ['what is missing', ruleFile('name: Garage'), ['3:5 `when` is missing.']],
    ['what is empty', ruleFile('name:', 'when: ""'), ['3:5 `name` is empty.', '4:5 `when` is empty.']],
    [
      'a number as a name',
      ruleFile('name: 5', 'when: type:x'),
      ['3:5 `name` needs a text. Put it in quotes.'],
    ],
    ['a list as a name', ruleFile('name: [a]', 'when: type:x'), ['3:5 `name` needs a text.']],
    [
      'a time without a unit',
      ruleFile(...GARAGE, 'for: 10'),
      ['5:5 `for` needs a number and a unit, such as 10 min.'],
    ],
    [
      'a unit that nobody knows',
      ruleFile(...GARAGE, 'cooldown: 3 fortnights'),
      ['5:5 `cooldown` needs a number and a unit, such as 5 min, or none.'],
    ],
    ['too long a time', ruleFile(...GARAGE, 'for: 8 d'), ['5:5 `for` can be at most 7 d.']],
    ['too short a time', ruleFile(...GARAGE, 'silent for: 200 ms'), ['5:5 `silent for` needs at least 1 s.']],
    [
      'two timings',
      ruleFile(...GARAGE, 'for: 1 min', 'silent for: 1 h'),
      ['6:5 A rule has one of for, silent for and times, but here are `for` and `silent for`.'],
    ],
    [
      'times alone',
      ruleFile(...GARAGE, 'times: 3'),
      ['5:5 It needs `within` beside it, such as times: 3 and within: 5 min.'],
    ],
    [
      'within alone',
      ruleFile(...GARAGE, 'within: 3 min'),
      ['5:5 It needs `times` beside it, such as times: 3 and within: 5 min.'],
    ],
    ['too many', ruleFile(...GARAGE, 'times: 300', 'within: 3 min'), ['5:5 `times` can be at most 100.']],
    [
      'half a time',
      ruleFile(...GARAGE, 'at most an hour: 1.5'),
      ['5:5 `at most an hour` needs a whole number.'],
    ],
    [
      'a level',
      ruleFile(...GARAGE, 'level: importnat'),
      ['5:5 `level` is one of quiet, normal, important, critical. Did you mean `important`?'],
    ],
    ['a switch', ruleFile(...GARAGE, 'enabled: yes'), ['5:5 `enabled` needs true or false.']],
    [
      'a condition in words',
      ruleFile(...GARAGE, 'only if: [everybody is awy]'),
      [
        '5:15 `everybody is awy` is no condition. In words there are: everybody is away, the sun is up, the sun is down, this computer is locked, this computer is in use. Did you mean `everybody is away`?',
      ],
    ],
    [
      'a condition without a list',
      ruleFile(...GARAGE, 'only if: the sun is up'),
      ['5:5 `only if` needs a list: each entry in a line of its own after a dash, or [a, b].'],
    ],
    [
      'an hour',
      ruleFile(...GARAGE, 'only if:', '  - from: 7:00', '    to: "22:00"'),
      ['6:9 `from` needs a time of day, such as 07:30.'],
    ],
    [
      'a day',
      ruleFile(...GARAGE, 'only if: [{ from: "07:00", to: "22:00", days: [Monday] }]'),
      ['5:52 `days` is one of Sun, Mon, Tue, Wed, Thu, Fri, Sat.'],
    ],
    [
      'a condition with a slip',
      ruleFile(...GARAGE, 'only if: [{ entty: light.hall, is: on }]'),
      ['5:15 `entity` is missing.', '5:17 `entty` is not known here. Did you mean `entity`?'],
    ],
    [
      'a condition that says nothing',
      ruleFile(...GARAGE, 'only if: [{ entity: light.hall }]'),
      ['5:15 A condition about a thing needs `is` or `is not`, and not both.'],
    ],
    [
      'another server',
      ruleFile(...GARAGE, 'server: Cabinn'),
      [
        '5:5 There is no server `Cabinn` here. Did you mean `Cabin`? There are: Home, Cabin. Without server the rule is about all.',
      ],
    ],
    [
      'another destination',
      ruleFile(...GARAGE, 'send to: [Pager]'),
      [
        '5:15 There is no destination `Pager` here. There are: My phone. Add it in the settings, or take it out here.',
      ],
    ],
    [
      'an address as a destination, which may be a key',
      ruleFile(...GARAGE, 'send to: ["https://ntfy.example/s3cret"]'),
      [
        '5:15 This destination is not known here. There are: My phone. Add it in the settings, or take it out here.',
      ],
    ],
    [
      'an action',
      ruleFile(...GARAGE, 'does: [{ label: Off, action: turn it off }]'),
      ['5:26 `action` needs an action, such as light.turn_off.'],
    ],
    [
      'data',
      ruleFile(...GARAGE, 'does: [{ label: Off, action: light.turn_off, data: bright }]'),
      ['5:50 `data` needs names with values below it, or a text with a JSON object.'],
    ],
    [
      'a moment',
      ruleFile(...GARAGE, 'snoozed until: tomorrow'),
      ['5:5 `snoozed until` needs a moment, such as 2026-12-24T18:00:00Z.'],
    ],
    [
      'a query',
      ruleFile('name: Garage', 'when: entitty:cover.garage'),
      ['4:5 There is no field “entitty”. Did you mean entity?'],
    ],
    [
      'a query about rows',
      ruleFile('name: Garage', 'when: since:2h'),
      [
        '4:5 A rule looks at each event as it comes, so a time (since: or at:) has no meaning in it. Take it out.',
      ],
    ],
    [
      'the same id',
      ruleFile('name: A', 'id: x', 'when: type:a').concat('  - name: B\n    id: x\n    when: type:b\n'),
      ['7:5 The id `x` is there twice, first in the rule of line 3. Leave it out of one.'],
    ],
    [
      'a name that is there twice',
      ruleFile(...GARAGE, 'for: 1 min', 'for: 2 min'),
      ['6:5 `for` is there twice, first in line 5. Leave out one.'],
    ],
    ['a tab', 'version: 1\nrules:\n\t- name: x\n', ['3:1 A tab is used to indent. Use spaces.']],
    [
      'an open quote',
      ruleFile('name: "Garage', 'when: type:x'),
      ['5:1 Something is missing here: a closing quote or bracket, a comma, or a colon after a name.'],
    ],
    [
      'text after a quote',
      ruleFile('name: Garage', 'when: "a b" to:on'),
      [
        '4:17 This is not expected here. A text with special characters needs single quotes around it, and a quote within is written twice.',
      ],
    ],
    [
      'a second colon',
      ruleFile('name: Garage: open', 'when: type:x'),
      [
        '3:11 There is a second colon in the line. A text with special characters needs single quotes around it, and a quote within is written twice.',
      ],
    ],
    [
      'an alias',
      ruleFile('name: &a Garage', 'when: *a'),
      [
        '4:11 Anchors and aliases (&name and *name) are not read here. Write the value again, or put the text in quotes.',
      ],
    ],
    [
      'an alias to nothing',
      ruleFile('name: Garage', 'when: *'),
      ['4:11 Anchors and aliases (&name and *name) are not read here. A text that begins so needs quotes.'],
    ],
    [
      'a tag',
      ruleFile('name: !important Garage', 'when: type:x'),
      ['3:11 Tags (!name) are not read here. Leave it out, or put the text in quotes.'],
    ],
    [
      'a name of several parts',
      'version: 1\nrules: []\n? [a]\n: b\n',
      ['3:3 This has no plain name before its colon.'],
    ],
    [
      'a name that is not one',
      ruleFile(...GARAGE, '__proto__: { enabled: true }'),
      ['5:5 This has no plain name before its colon.'],
    ],
    [
      'two documents',
      'version: 1\nrules: []\n---\nversion: 1\n',
      ['3:1 A second document begins here (---). A file of rules has only one.'],
    ],
    ['nothing', '', ['1:1 The file is empty. It needs version: 1 and rules: with a list below it.']],
    [
      'only a comment',
      '# rules\n',
      ['1:1 The file is empty. It needs version: 1 and rules: with a list below it.'],
    ],
    [
      'a list',
      '- name: x\n',
      ['1:1 This is no file of rules. It needs version: 1 and rules: with a list below it.'],
    ],
    ['no version', 'rules: []\n', ['1:1 `version` is missing.']],
    ['another version', 'version: one\nrules: []\n', ['1:1 `version` can only be 1.']],
    [
      'a newer version, whatever else is in it',
      'version: 2\nwishes:\n  - name: "x\n',
      ['1:1 The file is of a newer Porchlight: version 2, and this one reads 1. Nothing was taken from it.'],
    ],
    [
      'windows line ends',
      ruleFile(...GARAGE, 'fro: 10 min').replaceAll('\n', '\r\n'),
      ['5:5 `fro` is not known here. Did you mean `for`?'],
    ],
  ])('%s', (_what, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('says all that is wrong, in the order of the file, and counts the rest', () => {
    const first = ruleFile('name: A', 'when: entitty:x', 'for: 10');
    expect(problemsOf(`${first}  - name: B\n    when: type:x\n    server: Barn\n    lvel: quiet\n`)).toEqual([
      '5:5 `for` needs a number and a unit, such as 10 min.',
      '9:5 `lvel` is not known here. Did you mean `level`?',
    ]);
    const many = problemsOf(`version: 1\nrules:\n${'  - name: A\n'.repeat(50)}`);
    expect(many).toHaveLength(21);
    expect(many.at(-1)).toBe('and 30 more');
  });
});

describe('a file that is made to hurt', () => {
  const half = MAX_RULES_FILE_CHARS / 2;
  it.each<[string, string, RegExp]>([
    ['a deep list', '['.repeat(200_000), /nested too deeply/],
    ['deep names', 'a: {'.repeat(100_000), /nested too deeply/],
    ['deep dashes', '- '.repeat(200_000), /nested too deeply/],
    ['deep questions', '? '.repeat(200_000), /nested too deeply/],
    ['laughs', `a: &a [x, x, x]\nb: &b [*a, *a, *a]\nversion: 1\nrules: [*b, *b]\n`, /aliases/],
    ['too large', `version: 1\nrules: []\n#${'x'.repeat(MAX_RULES_FILE_CHARS)}`, /larger than 512 kB/],
    ['many names', Array.from({ length: 40_000 }, (_, i) => `k${String(i)}: 1`).join('\n'), /not known/],
    [
      'many rules',
      `version: 1\nrules:\n${'- {name: a, when: b}\n'.repeat(24_000)}`,
      /more than 10,000 rules/,
    ],
    ['many wrong rules', `version: 1\nrules:\n${'- a\n'.repeat(120_000)}`, /more than 10,000 rules/],
    ['many quotes', '"'.repeat(half), /not expected|missing/],
    ['many documents', '---\n'.repeat(half / 4), /empty|several|second/],
    ['many anchors', '&a '.repeat(half / 3), /not understood|Anchors/],
    ['no text at all', '\u0000\u0001\u0002'.repeat(1_000), /no file of rules|not understood/],
  ])('%s', (_what, text, sentence) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThan(22);
    expect(problems.join('\n')).toMatch(sentence);
  });

  it('may have ten thousand rules of one name', () => {
    const read = readRulesFile(`version: 1\nrules:\n${'- {name: a, when: b}\n'.repeat(10_000)}`, NAMES);
    if (!read.ok) throw new Error(read.problems[0]?.text);
    expect([read.rules[0]?.id, read.rules[1]?.id, read.rules.at(-1)?.id]).toEqual(['a', 'a-2', 'a-10000']);
  });
});

describe('any text', () => {
  const SENTENCES = readFileSync(new URL('../../fixtures/rules/six-sentences.yaml', import.meta.url), 'utf8');
  const part = fc.oneof(
    fc.string({
      unit: fc.constantFrom(...Array.from('\t\n\r "\':-[]{}#&*!|>%@`,?~\u0000\uFEFF')),
      maxLength: 2,
    }),
    fc.constantFrom(
      '---\n',
      '<<: *a',
      '!!binary ',
      '&a ',
      '\n  - name: x\n',
      'null',
      '1e999',
      '"\\ud800"',
      '  ',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const edit = fc.tuple(fc.nat(SENTENCES.length), fc.nat(12), part);

  it('is read, or has a sentence for a place in it', () => {
    let bad = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edits.reduce(
          (all, [at, cut, put]) => all.slice(0, at) + put + all.slice(at + cut),
          SENTENCES,
        );
        const read = readRulesFile(text, NAMES);
        if (read.ok) return;
        bad += 1;
        expect(read.problems.length).toBeGreaterThan(0);
        const lines = text.split(/\r\n|\n|\r/).length;
        for (const { line, column, text: words } of read.problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines + 1);
          expect(column).toBeGreaterThan(0);
          expect(words).toMatch(/^\S[^\n]*[.?]$/u);
          expect(words).not.toMatch(/Invalid|undefined|\[object|Unrecognized/);
        }
      }),
      { numRuns: 1_500 },
    );
    expect(bad).toBeGreaterThan(300);
  });
});
