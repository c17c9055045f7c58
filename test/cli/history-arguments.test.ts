import { describe, expect, it } from 'vitest';
import type { Command, Environment } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { usageProblemOf } from './support/usage-problem.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;

function parse(argv: readonly string[], env: Environment = { HOME: '/home/a' }, platform = 'linux'): Command {
  return parseArguments(argv, { env, now: NOW, platform });
}

function problemOf(argv: readonly string[], env: Environment = { HOME: '/home/a' }): string {
  return usageProblemOf(() => parse(argv, env));
}

describe('history', () => {
  it('prints the newest thousand for people, and all for programs', () => {
    const all = { limit: null, isLimitUsual: false, reverse: false };
    expect(parse(['history'])).toEqual({
      kind: 'history',
      options: {
        source: { kind: 'folder', folder: '/home/a/.config/Porchlight' },
        root: { kind: 'time', from: null, to: null },
        ...all,
        limit: 1_000,
        isLimitUsual: true,
        format: 'lines',
      },
    });
    expect(parse(['history', '--json'])).toMatchObject({ options: { ...all, format: 'json' } });
    expect(parse(['history', '--csv'])).toMatchObject({ options: { ...all, format: 'csv' } });
    expect(parse(['history', '--limit', '0'])).toMatchObject({ options: all });
    expect(parse(['history', '--limit', '7', '--reverse'])).toMatchObject({
      options: { limit: 7, isLimitUsual: false, reverse: true },
    });
  });

  it.each([
    [['--since', '2h'], NOW - 2 * HOUR, null],
    [['--since', '1d12h', '--until', '90m'], NOW - 36 * HOUR, NOW - 1.5 * HOUR],
    [['--since', '2026-11-20T07:00Z'], Date.UTC(2026, 10, 20, 7), null],
    [['--since', '2026-11-20 07:00', '--until', '2026-11-20T08:00'], local(20, 7), local(20, 8)],
    [['--until', '2026-11-20'], null, local(21, 0)],
    [['--since', '07:00'], local(21, 7), null],
  ])('%j', (argv, from, to) => {
    expect(parse(['history', ...argv])).toMatchObject({
      options: { root: { kind: 'time', from, to } },
    });
  });

  it('joins the query, the times and the server', () => {
    expect(parse(['history', '--query', 'type:x', '--since', '1h', '--server', 'Home'])).toMatchObject({
      options: {
        root: {
          kind: 'and',
          parts: [
            { kind: 'facet', facet: 'type' },
            { kind: 'time', from: NOW - HOUR },
            { kind: 'facet', facet: 'server', test: { kind: 'is', value: 'Home' } },
          ],
        },
      },
    });
    expect(parse(['history', '--query', '-type:x'])).toMatchObject({ options: { root: { kind: 'and' } } });
  });

  it.each([
    ['linux', { HOME: '/h', XDG_CONFIG_HOME: '/x' }, '/x/Porchlight'],
    ['linux', { HOME: '/h', XDG_CONFIG_HOME: '' }, '/h/.config/Porchlight'],
    ['darwin', { HOME: '/h' }, '/h/Library/Application Support/Porchlight'],
    ['win32', { USERPROFILE: '/u', APPDATA: '/u/AppData/Roaming' }, '/u/AppData/Roaming/Porchlight'],
    ['win32', { USERPROFILE: '/u' }, '/u/AppData/Roaming/Porchlight'],
  ])('knows where the app keeps its data: %s %j', (platform, env, folder) => {
    expect(parse(['history'], env, platform)).toMatchObject({
      options: { source: { kind: 'folder', folder } },
    });
    const other = { source: { kind: 'folder', folder: '/d' } };
    expect(parse(['history', '--data-folder', '/d'], env, platform)).toMatchObject({ options: other });
  });

  it.each([
    [['--query', 'type:x ('], '--query: '],
    [['--since', 'soon'], '--since needs a length of time such as 30m'],
    [['--until', ''], '--until needs a length of time'],
    [['--since', '1h', '--until', '2h'], 'not after --since'],
    [['--limit', '-1'], '--limit needs'],
    [['--limit', 'many'], '--limit needs a whole number of 0 or more'],
    [['--json', '--csv'], 'Leave out one'],
    [['--file', 'x', '--data-folder', 'y'], 'two places'],
    [['--file', ''], '--file needs a path'],
    [['--file', 'x', '--reverse', '--json'], 'Say with --limit'],
    [['--types', 'x'], '--types is no option of porchlight history'],
    [['light.hall'], 'in quotes after --query'],
  ])('%j is refused', (argv, says) => {
    expect(problemOf(['history', ...argv])).toContain(says);
  });

  it('shows where a query stops making sense', () => {
    expect(problemOf(['history', '--query', 'type:x )'])).toMatch(/\n {2}type:x \)\n {9}\^$/);
  });

  it('says what to do where there is no home folder', () => {
    expect(problemOf(['history'], {})).toContain('--data-folder');
  });
});

describe('export', () => {
  it.each([
    [['--output', 'a.csv'], 'csv'],
    [['--output', 'a.JSON'], 'json'],
    [['--output', 'a.ndjson'], 'ndjson'],
    [['--output', 'a.txt'], 'ndjson'],
    [['--output', '-'], 'ndjson'],
    [['--output', 'a.csv', '--format', 'json'], 'json'],
  ])('%j', (argv, format) => {
    expect(parse(['export', ...argv])).toMatchObject({
      kind: 'export',
      options: { format, output: argv[1], limit: null, reverse: false },
    });
  });

  it.each([
    [[], '--output FILE'],
    [['--output', ''], '--output FILE'],
    [['--output', 'x', '--format', 'xml'], '--format is one of ndjson, json, csv'],
    [['--output', 'x', '--json'], '--json is no option of porchlight export'],
  ])('%j is refused', (argv, says) => {
    expect(problemOf(['export', ...argv])).toContain(says);
  });
});

function local(day: number, hour: number): number {
  return new Date(2026, 10, day, hour).getTime();
}
