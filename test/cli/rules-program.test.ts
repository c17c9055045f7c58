import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyAt } from '../../src/core/log/keys.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { writeRegistryFile } from '../../src/node/registry-files.ts';
import { stateChanged } from '../support/event-builders.ts';
import { ruleOf } from '../support/rule-builders.ts';
import { createFilledHistory, type FilledHistory } from './support/filled-history.ts';
import { buildTerminalProgram, type ProgramRun, type TerminalProgram } from './support/terminal-program.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/rules/', import.meta.url));
const SENTENCES = join(FIXTURES, 'six-sentences.yaml');
const HOUSE = join(FIXTURES, 'house.ndjson');
const OK = { code: 0, signal: null };

let program: TerminalProgram;
let kept: FilledHistory;
let folder: string;

beforeAll(async () => {
  [program, kept] = await Promise.all([buildTerminalProgram(), createFilledHistory()]);
}, 60_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-rules-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

afterAll(async () => {
  await program.remove();
  await kept.remove();
});

async function end(run: ProgramRun): Promise<ProgramRun & { readonly code: number | null }> {
  const { code } = await run.ending;
  return Object.assign(run, { code });
}

function rules(...argv: readonly string[]): Promise<ProgramRun & { readonly code: number | null }> {
  return end(program.run(['rules', ...argv]));
}

/** Rules in the settings of an app that does not run. */
async function settle(...own: readonly Rule[]): Promise<void> {
  const settings = { ...DEFAULT_SETTINGS, notifications: { ...DEFAULT_SETTINGS.notifications, rules: own } };
  await writeFile(join(folder, 'config.json'), JSON.stringify({ ...settings, later: 'kept' }));
}

async function storedRules(file = 'config.json'): Promise<readonly Rule[]> {
  const { notifications } = JSON.parse(await readFile(join(folder, file), 'utf8')) as typeof DEFAULT_SETTINGS;
  return notifications.rules;
}

async function write(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const DOOR: Rule = { ...ruleOf('entity:cover.garage_door to:open'), id: 'door', name: 'Door' };
const oneRule = (...lines: readonly string[]): string =>
  `version: 1\nrules:\n  - id: door\n    name: Door\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('rules test', () => {
  it('tells the six sentences of a captured day, and nothing else', async () => {
    const run = await rules('test', SENTENCES, '--file', HOUSE);
    expect(run).toMatchObject({ code: 0, stderr: '7 alerts of 6 rules in 34 events.\n' });
    expect(run.stdout.replace(/^── .*\n/, '')).toBe(`\
08:20:00.120 ▲  normal  Kids' room motion detected · Motion in the kids' room while everybody is away · 08:20:00
08:40:00.120 ▲  normal  Doorbell turned on, was off · Somebody rings · 08:40:00
09:50:00.120 ▲  normal  Front door battery 14 %, was 16 % · Battery low · 09:50:00
10:05:00.120 ▲  critical  Freezer temperature has said nothing for 1 h · Freezer silent · since 09:05
11:00:00.120 ▲  critical  Failed login: Login attempt or request with invalid authentication from laptop.local (192.168.1.23). Requested URL: '/a… · Failed login · 11:00:00
16:10:00.120 ▲  important  Garage door opened, was closed · Garage door left open after sunset · for 10 min · since 16:00
17:40:00.120 ▲  critical  Freezer temperature has said nothing for 1 h · Freezer silent · since 16:40
`);
  });

  it('prints one JSON object a line, and ends with 1 when that was asked for', async () => {
    const run = await rules('test', SENTENCES, '--file', HOUSE, '--json', '--fail-on-match');
    expect(run.code).toBe(1);
    const lines = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toHaveLength(7);
    expect(lines[0]).toEqual({
      kind: 'alert',
      at: '2026-11-21T08:20:00.120Z',
      server: 'Home',
      rule: {
        id: 'motion-in-the-kids-room-while-everybody-is-away',
        name: "Motion in the kids' room while everybody is away",
      },
      level: 'normal',
      title: "Kids' room motion detected",
      body: "Motion in the kids' room while everybody is away · 08:20:00",
    });
    const quiet = await write('quiet.yaml', oneRule('when: entity:cover.barn to:open'));
    expect(await rules('test', quiet, '--file', HOUSE, '--fail-on-match')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'No alerts of 1 rule in 34 events.\n',
    });
  });

  it('leaves out rules that are off, and takes servers as the file of events names them', async () => {
    const text = oneRule('when: entity:cover.garage_door to:open', 'server: Home', 'send to: [Phone]').concat(
      '  - name: Barn\n    when: to:open\n    server: Barn\n  - name: Off\n    when: to:open\n    enabled: false\n',
    );
    expect(await rules('test', await write('some.yaml', text), '--file', HOUSE)).toMatchObject({
      code: 0,
      stderr: '3 alerts of 2 rules in 34 events.\n1 rule is off and was left out.\n',
    });
  });

  it('says that rooms are not known in a file', async () => {
    const file = await write('rooms.yaml', oneRule('when: area:garage to:open'));
    expect(await rules('test', file, '--file', HOUSE)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(
        /^No alerts of 1 rule .*\nRooms, floors, .* are not known here/,
      ) as string,
    });
  });

  it('tells of the history what its rules would have told, also while the app runs', async () => {
    const now = Date.now();
    const at = (minutesAgo: number): number => now - minutesAgo * 60_000;
    const move = (minutesAgo: number, from: string, to: string): void => {
      const event = {
        ...stateChanged('cover.garage_door', from, to),
        time_fired: new Date(at(minutesAgo)).toISOString(),
      };
      kept.append(keyAt(at(minutesAgo)), event, at(minutesAgo));
    };
    move(90, 'closed', 'open');
    move(70, 'open', 'closed');
    move(30, 'closed', 'open');
    move(28, 'open', 'closed');
    await kept.history.flush();
    const file = await write(
      'mine.yaml',
      oneRule('when: entity:cover.garage_door to:open', 'for: 10 min', 'server: Home'),
    );
    const place = ['--data-folder', kept.folder, '--json'];
    const run = await rules('test', file, '--days', '1', ...place);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      at: new Date(at(80)).toISOString(),
      server: 'Home',
      rule: { id: 'door' },
    });
    expect(run.stderr).toMatch(/^1 alert of 1 rule in 1 d\.\n/);
    // Later than the alert; and the rules of the app itself, which are about other things.
    expect((await rules('test', file, '--since', '1h', ...place)).stdout).toBe('');
    expect((await rules('test', ...place)).stderr).toMatch(/^No alerts of 7 rules in 7 d\.\n1 rule is off/);
  });

  it('ends cleanly when its reader goes away', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => {
      const [from, to] = at % 2 === 0 ? ['closed', 'open'] : ['open', 'closed'];
      return JSON.stringify({
        ...stateChanged('cover.garage_door', from, to),
        time_fired: new Date(Date.UTC(2026, 10, 21) + at * 60_000).toISOString(),
      });
    });
    const capture = await write('many.ndjson', `${many.join('\n')}\n`);
    const file = await write('mine.yaml', oneRule('when: entity:cover.garage_door'));
    const run = program.run(['rules', 'test', file, '--file', capture, '--json'], { isStdoutUnread: true });
    run.child.stdout?.once('readable', () => run.child.stdout?.destroy());
    expect(await run.ending).toEqual(OK);
    expect(run.stderr).toBe('');
  });

  it.each<[string, string | Uint8Array | null, number, RegExp]>([
    [
      'problems',
      oneRule('fro: 10 min', 'wehn: x'),
      2,
      /^porchlight: bad\.yaml has 3 problems, so none of its rules are used:\n {2}line 3, column 5: `when` is missing\.\n {2}line 5, column 5: `fro` is not known here\. Did you mean `for`\?\n {2}line 6, column 5: `wehn` is not known here\. Did you mean `when`\?\n$/,
    ],
    [
      'another coding',
      Buffer.from(`\uFEFF${oneRule('when: x')}`, 'utf16le'),
      2,
      /^porchlight: bad\.yaml is UTF-16\. Save it as UTF-8\.\n$/,
    ],
    [
      'no coding at all',
      Buffer.from([0x61, 0x3a, 0xe9, 0x0a]),
      2,
      /^porchlight: bad\.yaml is not UTF-8\. Save it as UTF-8\.\n$/,
    ],
    ['too much', 'x'.repeat(600_000), 2, /^porchlight: bad\.yaml is larger than 512 kB\. Split it\.\n$/],
    ['no file', null, 2, /^porchlight: bad\.yaml is not there\. Check its name\.\n$/],
    [
      'what a terminal obeys',
      oneRule('when: x', '"\\e[31mred": 1'),
      2,
      /line 6, column 5: `\[31mred` is not known here\.\n$/,
    ],
  ])('says of %s what is wrong', async (_what, text, code, sentence) => {
    const path = text === null ? join(folder, 'bad.yaml') : await write('bad.yaml', text);
    const run = await rules('test', path, '--file', HOUSE);
    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(sentence);
    expect(run.stderr).not.toContain('\u001b');
    expect(run.stdout).toBe('');
  });
});

describe('rules list and export', () => {
  it('say what the app has, without changing it', async () => {
    await settle(DOOR, { ...ruleOf('type:tag_scanned'), enabled: false, unconfirmed: true });
    const before = await readFile(join(folder, 'config.json'), 'utf8');
    const list = await rules('list', '--data-folder', folder);
    expect(list.stdout).toBe(`\
on   Door
     When cover.garage_door becomes open.
off  A rule (off until you agree to it in the window)
     When a tag is scanned.
`);
    const json = await rules('list', '--json', '--data-folder', folder);
    expect(json.stdout.split('\n').map((line) => line && (JSON.parse(line) as Rule).name)).toEqual([
      'Door',
      'A rule',
      '',
    ]);
    const printed = await rules('export', '--data-folder', folder);
    const saved = await rules('export', '--data-folder', folder, '--output', join(folder, 'my.yaml'));
    expect(saved.stderr).toBe('2 rules in my.yaml.\n');
    expect(await readFile(join(folder, 'my.yaml'), 'utf8')).toBe(printed.stdout);
    expect(printed.stdout).toMatch(/^# Rules of Porchlight[\s\S]* {2}- name: Door\n {4}id: door\n/);
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe(before);
    // What was exported is there already.
    expect((await rules('import', join(folder, 'my.yaml'), '--data-folder', folder)).stdout).toBe(
      '2 rules already there.\n',
    );
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe(before);
  });

  it('call things by their names, and show no code', async () => {
    const arm = { label: 'Arm', action: 'alarm_control_panel.alarm_arm_away', data: '{"code":"2580"}' };
    await settle({ ...DOOR, does: [arm] });
    writeRegistryFile(folder, 'home', {
      total: 1,
      entities: [['cover.garage_door', 'Big gate', 'garage', '', '', []]],
      devices: [],
      areas: [],
      floors: [],
      labels: [],
      persons: [],
    });
    const list = await rules('list', '--data-folder', folder);
    expect(list.stdout).toContain('When Big gate becomes open.');
    const printed = await rules('export', '--data-folder', folder);
    expect(printed.stdout).toContain('code: "[redacted]"');
    // On the same computer nothing has changed.
    const file = await write('my.yaml', printed.stdout);
    expect((await rules('import', file, '--data-folder', folder)).stdout).toBe('1 rule already there.\n');
    expect(list.stdout + printed.stdout).not.toContain('2580');
  });

  it.each<[string, string | null, RegExp]>([
    ['no settings', null, /There are no settings in .* Start Porchlight once/],
    ['damaged ones', '{"version":', /config\.json can not be read\. Start Porchlight and see what it says/],
    ['newer ones', '{"version":99}', /config\.json can not be read: it is of a newer Porchlight/],
    [
      'earlier ones',
      JSON.stringify({ ...DEFAULT_SETTINGS, version: 5 }),
      /is of an earlier version\. Start Porchlight once/,
    ],
  ])('leave %s alone', async (_what, text, sentence) => {
    if (text !== null) await write('config.json', text);
    const file = await write('my.yaml', oneRule('when: to:open'));
    for (const argv of [['list'], ['export'], ['import', file]]) {
      const run = await rules(...argv, '--data-folder', folder);
      expect(run.code).toBe(5);
      expect(run.stderr).toMatch(sentence);
    }
    if (text !== null) expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe(text);
  });
});

describe('rules import', () => {
  it('adds what is new, and replaces only when that is asked for', async () => {
    await settle(DOOR);
    const text = oneRule('when: entity:cover.garage_door to:open', 'level: critical').concat(
      '  - name: Rings\n    when: type:rings\n  - name: Closes\n    when: to:open\n    does: [{ label: Close, action: cover.close_cover }]\n',
    );
    const file = await write('my.yaml', text);
    const first = await rules('import', file, '--data-folder', folder);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe(
      '2 rules added. One of them calls actions, sends to others or shows a camera, and stays off until you agree to it in the window. One is there already and says something else; it was left alone. --replace takes it from the file.\n',
    );
    expect(
      (await storedRules()).map(({ id, enabled, unconfirmed, level }) => [id, enabled, unconfirmed, level]),
    ).toEqual([
      ['rings', true, undefined, 'normal'],
      ['closes', false, true, 'normal'],
      ['door', true, undefined, 'normal'],
    ]);
    expect((await rules('import', file, '--replace', '--data-folder', folder)).stdout).toBe(
      '1 rule replaced, 2 rules already there.\n',
    );
    expect(await storedRules()).toMatchObject([{}, {}, { id: 'door', level: 'critical' }]);
    expect(await storedRules('config.bak.json')).toEqual(await storedRules());
    // Whatever else is in the settings stays, and nothing is left behind.
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toContain('"later": "kept"');
    expect((await readdir(folder)).toSorted()).toEqual(['config.bak.json', 'config.json', 'my.yaml']);
  });

  it.each<[string, () => Promise<unknown>, boolean]>([
    ['runs', () => symlink(`${hostname()}-${String(process.pid)}`, join(folder, 'SingletonLock')), false],
    ['runs on another computer', () => symlink('elsewhere-1', join(folder, 'SingletonLock')), false],
    ['has crashed', () => symlink(`${hostname()}-999999999`, join(folder, 'SingletonLock')), true],
  ])('minds an app that %s', async (_what, lock, isDone) => {
    await settle(DOOR);
    await lock();
    const file = await write('my.yaml', '{ version: 1, rules: [{ name: Rings, when: type:rings }] }');
    const run = await rules('import', file, '--data-folder', folder);
    expect(await storedRules()).toHaveLength(isDone ? 2 : 1);
    expect(run.code).toBe(isDone ? 0 : 5);
    if (!isDone) expect(run.stderr).toMatch(/Porchlight is running[\s\S]*quit it first/);
  });

  it('takes nothing of a file with a problem, and no rule about everything', async () => {
    await settle(DOOR);
    const bad = await write(
      'bad.yaml',
      '{ version: 1, rules: [{ name: Good, when: to:on }, { name: Bad }] }',
    );
    expect((await rules('import', bad, '--data-folder', folder)).code).toBe(2);
    const all = await write('all.yaml', '{ version: 1, rules: [{ name: All, when: type:state_changed }] }');
    const run = await rules('import', all, '--data-folder', folder);
    expect(run.code).toBe(5);
    expect(run.stderr).toMatch(/“All”: This rule is about nearly everything/);
    expect(await storedRules()).toEqual([DOOR]);
  });
});
