import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haEvent, stateChanged } from '../support/event-builders.ts';
import { createFilledHistory, type FilledHistory } from './support/filled-history.ts';
import { buildTerminalProgram, type ProgramRun, type TerminalProgram } from './support/terminal-program.ts';

const START = Date.UTC(2026, 10, 21, 7);
const EVENTS = 3_000;
const OK = { code: 0, signal: null };

let program: TerminalProgram;
let kept: FilledHistory;
let folder: string;

beforeAll(async () => {
  [program, kept, folder] = await Promise.all([
    buildTerminalProgram(),
    createFilledHistory(),
    mkdtemp(join(tmpdir(), 'porchlight-export-')),
  ]);
  for (let seq = 1; seq <= EVENTS; seq++) {
    const at = START + seq * 1_000;
    const fired = { time_fired: new Date(at).toISOString().replace('Z', '000+00:00') };
    const event =
      seq % 10 === 0
        ? stateChanged('light.hall', seq % 20 === 0 ? 'off' : 'on', seq % 20 === 0 ? 'on' : 'off')
        : haEvent('numbered', { n: seq });
    kept.append(seq, { ...event, ...fired }, at, seq > 2_900 ? 'cabin' : 'home');
  }
  kept.history.append({
    kind: 'own',
    seq: 3_001,
    serverId: 'home',
    at: START + 3_001_000,
    own: {
      kind: 'imported',
      rowKind: 'gap',
      tone: 'bad',
      text: 'Disconnected 07:49:00 to 07:50:01 (61 s, Home Assistant restarted)',
    },
  });
  kept.history.appendState({ serverId: 'home', at: START + 5_500, state: 'waiting', code: 'refused' });
  await kept.history.flush();
}, 60_000);

afterAll(async () => {
  await program.remove();
  await kept.remove();
  await rm(folder, { recursive: true, force: true });
});

function run(argv: readonly string[]): ProgramRun {
  const place = argv.includes('--file') ? [] : ['--data-folder', kept.folder];
  return program.run([...argv, ...place]);
}

interface Line {
  readonly kind: string;
  readonly seq?: number;
  readonly server: string;
  readonly event?: { readonly data: { readonly n?: number } };
}

function linesOf(text: string): Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('porchlight history', () => {
  it('prints the newest thousand beside the running app, newest at the bottom, and says that there are more', async () => {
    const history = run(['history']);
    expect(await history.ending).toEqual(OK);
    const lines = history.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1_001);
    expect(lines[0]).toMatch(/^── Saturday,? 21 November 2026/);
    expect(lines.at(-1)).toMatch(/≈ {2}gap {2}Disconnected 07:49:00/);
    expect(lines.at(-2)).toMatch(/^07:50:00\.000 .*light\.hall.*\[Cabin\]$/);
    expect(history.stderr).toBe(
      'These are the newest 1,000. --limit N prints another number, --limit 0 all.\n',
    );
  });

  it('prints all as JSON, each line as promised', async () => {
    const history = run(['history', '--json']);
    expect(await history.ending).toEqual(OK);
    const lines = linesOf(history.stdout);
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: EVENTS + 1 }, (_, index) => index + 1));
    expect(lines[0]).toMatchObject({
      kind: 'event',
      at: '2026-11-21T07:00:01.000Z',
      server: 'Home',
      event: { event_type: 'numbered', data: { n: 1 } },
    });
    expect(lines.at(-1)).toMatchObject({ kind: 'gap', server: 'Home' });
    expect(history.stderr).toBe('');
  });

  it.each([
    [['--query', 'entity:light.hall to:on -kind:gap'], 150],
    [['--server', 'Cabin', '--query', 'kind:event'], 100],
    [['--since', '2026-11-21T07:10:00Z', '--until', '2026-11-21T07:11:00Z'], 60],
    [['--limit', '7'], 7],
  ])('%j', async (argv, count) => {
    const history = run(['history', '--json', ...argv]);
    expect(await history.ending).toEqual(OK);
    expect(linesOf(history.stdout)).toHaveLength(count);
  });

  it('prints newest first, and a table', async () => {
    const reversed = run(['history', '--json', '--limit', '3', '--reverse']);
    const table = run(['history', '--csv', '--query', 'light.hall to:on', '--limit', '2']);
    await Promise.all([reversed.ending, table.ending]);
    expect(linesOf(reversed.stdout).map(({ seq }) => seq)).toEqual([3_001, 3_000, 2_999]);
    expect(table.stdout.split('\r\n')).toHaveLength(4);
    expect(table.stdout).toMatch(/^time,server,[\s\S]*,Cabin,state_changed,light\.hall,/);
  });

  it('says when nothing matches', async () => {
    const history = run(['history', '--query', 'type:nothing_of_the_kind kind:event']);
    expect(await history.ending).toEqual(OK);
    expect(history.stdout).toBe('');
    expect(history.stderr).toBe('No stored event matches. There are the servers Home, Cabin.\n');
  });

  it.each([
    [['history', '--query', 'type:('], 2, /--query: /],
    [['history', '--data-folder', '/nowhere'], 5, /There is no history in \/nowhere\. Start Porchlight once/],
    [['history', '--file', '/nowhere/x.ndjson'], 5, /x\.ndjson is not there/],
    [['export', '--output', '/nowhere/x.csv'], 5, /The folder for x\.csv is not there any more/],
  ])('%j ends with %i and a sentence', async (argv, code, sentence) => {
    const history = argv.includes('--data-folder') ? program.run(argv) : run(argv);
    expect(await history.ending).toEqual({ code, signal: null });
    expect(history.stderr).toMatch(sentence);
    expect(history.stderr).not.toMatch(/ {4}at /);
  });

  it('says that a damaged database is one', async () => {
    const bad = join(folder, 'bad');
    await mkdir(bad);
    await writeFile(join(bad, 'history.db'), 'this is no database, whatever its name says'.repeat(100));
    const history = program.run(['history', '--data-folder', bad]);
    expect(await history.ending).toEqual({ code: 5, signal: null });
    expect(history.stderr).toMatch(/history\.db is damaged/);
    expect(await readdir(bad)).toEqual(['history.db']);
  });

  it.each([[['--json']], [[]], [['--csv']]])('ends quietly when nobody reads any more %j', async (more) => {
    const history = run(['history', '--limit', '0', ...more]);
    await history.waitFor(/numbered/);
    history.child.stdout?.destroy();
    expect(await history.ending).toEqual(OK);
    expect(history.stderr).toBe('');
  });

  it('waits for a reader that stands still, and loses nothing', async () => {
    const history = program.run(['history', '--json', '--data-folder', kept.folder], {
      isStdoutUnread: true,
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    history.readStdout();
    await history.waitFor(/"seq":3001/);
    await history.ending;
    expect(linesOf(history.stdout)).toHaveLength(EVENTS + 1);
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full (needs /dev/full)', async () => {
    const full = await open('/dev/full', 'w');
    const history = program.run(['history', '--data-folder', kept.folder], { stdoutFile: full.fd });
    expect(await history.ending).toEqual({ code: 5, signal: null });
    expect(history.stderr).toContain('The output could not be written (ENOSPC)');
    await full.close();
  });
});

describe('porchlight export', () => {
  it.each(['ndjson', 'json', 'csv'])('writes a file of %s, which is replaced whole', async (format) => {
    const output = join(folder, `house.${format}`);
    await writeFile(output, 'old');
    const written = run(['export', '--output', output]);
    expect(await written.ending).toEqual(OK);
    expect(written.stdout).toBe('');
    expect(written.stderr).toBe(`3,001 events in house.${format}.\n`);
    const text = await readFile(output, 'utf8');
    const count = {
      ndjson: () => linesOf(text).length,
      json: () => (JSON.parse(text) as unknown[]).length,
      csv: () => text.split('\r\n').length - 2,
    }[format];
    expect(count?.()).toBe(3_001);
    expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([]);
  });

  it('writes to standard output, what a query finds alone', async () => {
    const written = run([
      'export',
      '--output',
      '-',
      '--query',
      'type:numbered',
      '--since',
      '2026-11-21T07:49:50Z',
    ]);
    expect(await written.ending).toEqual(OK);
    expect(linesOf(written.stdout)).toHaveLength(9);
    expect(written.stdout).toContain('"porchlight":{"seq":2999,"server":"Cabin"');
  });

  it('comes back by --file as it was, and can be turned into another format', async () => {
    const output = join(folder, 'again.ndjson');
    await run(['export', '--output', output]).ending;
    const [again, direct] = [
      run(['history', '--json', '--file', output, '--query', 'entity:light.hall to:on -kind:gap']),
      run(['history', '--json', '--query', 'entity:light.hall to:on -kind:gap']),
    ];
    await Promise.all([again.ending, direct.ending]);
    expect(again.stdout).toBe(direct.stdout);
    expect(linesOf(again.stdout)).toHaveLength(150);
    const last = run(['export', '--file', output, '--limit', '2', '--format', 'json', '--output', '-']);
    await last.ending;
    expect(JSON.parse(last.stdout)).toMatchObject([
      { porchlight: { seq: 3_000 } },
      { porchlight: { kind: 'gap' } },
    ]);
  });

  it('says which lines of a file were no events', async () => {
    const mixed = join(folder, 'mixed.ndjson');
    await writeFile(mixed, `data: ping\n${JSON.stringify(haEvent('x'))}\nnonsense\n`);
    const history = run(['history', '--json', '--file', mixed]);
    expect(await history.ending).toEqual(OK);
    expect(linesOf(history.stdout)).toHaveLength(1);
    expect(history.stderr).toBe('1 line of mixed.ndjson is no event and was skipped.\n');
  });

  it.each(['json', 'ndjson'])('reads its own output back, by --json and as %s', async (format) => {
    const output = join(folder, `own.${format}`);
    const printed = join(folder, 'printed');
    const direct = run(['history', '--json', '--query', 'entity:light.hall to:on -kind:gap']);
    await Promise.all([run(['export', '--output', output, '--format', format]).ending, direct.ending]);
    await writeFile(printed, direct.stdout);
    for (const file of [output, printed]) {
      const again = run([
        'history',
        '--json',
        '--file',
        file,
        '--query',
        'entity:light.hall to:on -kind:gap',
      ]);
      expect(await again.ending).toEqual(OK);
      expect(linesOf(again.stdout).map(({ event }) => event)).toEqual(
        linesOf(direct.stdout).map(({ event }) => event),
      );
    }
  });

  it.each([
    ['history', []],
    ['export', ['--output', '-']],
  ])('ends %s with 2 for a file that is none of events', async (verb, rest) => {
    const foreign = join(folder, 'foreign.txt');
    await writeFile(foreign, 'Dear diary\n');
    const ended = run([verb, '--file', foreign, ...rest]);
    expect(await ended.ending).toEqual({ ...OK, code: 2 });
    expect(ended.stderr).toBe('foreign.txt holds no events. It needs one event a line.\n');
  });
});
