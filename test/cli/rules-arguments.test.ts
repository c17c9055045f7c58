import { describe, expect, it } from 'vitest';
import type { ArgumentContext, RulesOptions } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { usageProblemOf } from './support/usage-problem.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const HOME: ArgumentContext = { env: { HOME: '/home/ann' }, now: NOW, platform: 'linux' };
const FOLDER = '/home/ann/.config/Porchlight';
const DAY = 86_400_000;

function parse(argv: readonly string[], context = HOME): RulesOptions {
  const command = parseArguments(['rules', ...argv], context);
  if (command.kind !== 'rules') throw new Error(command.kind);
  return command.options;
}

describe('porchlight rules', () => {
  const test = { rules: { path: null, folder: FOLDER }, capture: null, json: false, failsOnMatch: false };
  it.each<[readonly string[], RulesOptions]>([
    [['list'], { task: 'list', folder: FOLDER, json: false }],
    [['list', '--json', '--data-folder', '/d'], { task: 'list', folder: '/d', json: true }],
    [['export'], { task: 'export', folder: FOLDER, output: '-' }],
    [['export', '--output', 'my.yaml'], { task: 'export', folder: FOLDER, output: 'my.yaml' }],
    [['import', 'my.yaml'], { task: 'import', folder: FOLDER, path: 'my.yaml', isReplacing: false }],
    [
      ['import', 'my.yaml', '--replace'],
      { task: 'import', folder: FOLDER, path: 'my.yaml', isReplacing: true },
    ],
    [['test'], { task: 'test', options: { ...test, since: NOW - 7 * DAY } }],
    [['test', '--history', '--days', '2'], { task: 'test', options: { ...test, since: NOW - 2 * DAY } }],
    [
      ['test', '--since', '3h', '--json'],
      { task: 'test', options: { ...test, json: true, since: NOW - DAY / 8 } },
    ],
    [
      ['test', 'my.yaml', '--file', 'a.ndjson', '--fail-on-match'],
      {
        task: 'test',
        options: {
          ...test,
          rules: { path: 'my.yaml', folder: FOLDER },
          capture: 'a.ndjson',
          since: NOW - 7 * DAY,
          failsOnMatch: true,
        },
      },
    ],
  ])('%j', (argv, options) => {
    expect(parse(argv)).toEqual(options);
  });

  it('tests a file in a file where there is no home folder', () => {
    const nowhere = { ...HOME, env: {} };
    expect(parse(['test', 'a.yaml', '--file', 'b.ndjson'], nowhere)).toMatchObject({
      options: { rules: { path: 'a.yaml', folder: null } },
    });
    expect(usageProblemOf(() => parse(['test', '--file', 'b.ndjson'], nowhere))).toMatch(/No home folder/);
  });

  it.each<[readonly string[], RegExp]>([
    [[], /porchlight rules list, test, export or import/],
    [['lsit'], /porchlight rules list, test, export or import/],
    [['list', 'my.yaml'], /porchlight rules list takes options only/],
    [['test', 'a.yaml', 'b.yaml'], /porchlight rules test takes one file of rules/],
    [['import'], /Say which file/],
    [['list', '--replace'], /--replace is no option of porchlight rules list/],
    [['list', '--query', 'x'], /--query is no option of porchlight rules/],
    [['test', '--file', 'a', '--history'], /--file and --history are two places/],
    [['test', '--days', '1', '--since', '2h'], /--days and --since are two ways/],
    [['test', 'a.yaml', '--file', 'a', '--days', '1'], /--days has no use with --file/],
    [['test', '--days', '0'], /--days needs a whole number from 1/],
    [['test', '--since', 'once'], /--since needs a length of time/],
  ])('%j is refused', (argv, sentence) => {
    expect(usageProblemOf(() => parse(argv))).toMatch(sentence);
  });
});

describe('tail --rules', () => {
  const rulesOf = (argv: readonly string[]): unknown => {
    const command = parseArguments(['tail', '--demo', ...argv], HOME);
    return command.kind === 'tail' ? command.options.rules : command.kind;
  };

  it.each<[readonly string[], unknown]>([
    [[], null],
    [['--rules'], { path: null, folder: FOLDER }],
    [['--rules', '--json'], { path: null, folder: FOLDER }],
    [['--rules', 'my.yaml', '--json'], { path: 'my.yaml', folder: FOLDER }],
    [['--rules=my.yaml', '--data-folder', '/d'], { path: 'my.yaml', folder: '/d' }],
  ])('%j', (argv, rules) => {
    expect(rulesOf(argv)).toEqual(rules);
  });

  it.each<[readonly string[], RegExp]>([
    [['--rules', '--query', 'x'], /--query picks events, and --rules prints alerts instead/],
    [['--data-folder', '/d'], /Add --rules/],
  ])('%j is refused', (argv, sentence) => {
    expect(usageProblemOf(() => rulesOf(argv))).toMatch(sentence);
  });

  it('is explained', () => {
    expect(parseArguments(['help', 'rules'], HOME)).toEqual({ kind: 'help', length: 'rules' });
    expect(parseArguments(['rules', '--help'], HOME)).toEqual({ kind: 'help', length: 'rules' });
  });
});
