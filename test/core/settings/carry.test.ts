import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/core/redaction/redact.ts';
import {
  MAX_CARRIED_CHARS,
  namesFor,
  readCarriedFile,
  writeCarriedFile,
  type Carried,
} from '../../../src/core/settings/carried-file.ts';
import { planCarry } from '../../../src/core/settings/carry.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings/settings.ts';
import { HOME_PROFILE } from '../../support/sample-profile.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const redact = createRedactor(DEFAULT_SETTINGS.history.redaction);

const RULE = { ...ruleOf('entity:cover.garage to:open'), id: 'garage', name: 'Garage' };

const MINE: Settings = {
  ...DEFAULT_SETTINGS,
  servers: [{ ...HOME_PROFILE, baseUrl: 'https://villa.example.org' }],
  theme: 'dark',
  destinations: [{ id: 'phone', name: 'My phone', kind: 'ntfy' }],
  savedViews: [{ id: 'v', name: 'Doors', query: 'class:door' }],
  columns: [{ name: 'time', shown: true, widthPx: 120 }],
  notifications: {
    ...DEFAULT_SETTINGS.notifications,
    connections: false,
    quietHours: { on: true, from: '22:00', to: '06:30', days: [1, 2] },
    rules: [RULE, { ...ruleOf('to:on'), id: 'r2', name: 'Sent', server: HOME_PROFILE.id, sendTo: ['phone'] }],
  },
};

function write(settings: Settings): string {
  return writeCarriedFile(settings, namesFor(settings, new Map()), redact);
}

function read(text: string, current: Settings = DEFAULT_SETTINGS): ReturnType<typeof readCarriedFile> {
  let count = 0;
  return readCarriedFile(text, current, namesFor(current, new Map()), () => `new-${String((count += 1))}`);
}

function carriedOf(text: string, current?: Settings): Carried {
  const file = read(text, current);
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  return file.carried;
}

function plan(current: Settings, text: string): Extract<ReturnType<typeof planCarry>, { readonly ok: true }> {
  const made = planCarry(current, carriedOf(text, current), redact, () => 'view-id');
  if (!made.ok) throw new Error(made.text);
  return made;
}

describe('a file of settings', () => {
  it('changes nothing where it was written', () => {
    const { next, changes } = plan(MINE, write(MINE));
    expect(changes).toEqual([]);
    expect(next).toEqual(MINE);
  });

  it('brings a person to another computer, whose own servers and secrets stay', () => {
    const other: Settings = { ...DEFAULT_SETTINGS, servers: MINE.servers, startAtLogin: true };
    const { next, changes } = plan(other, write(MINE));
    expect(next).toMatchObject({
      theme: 'dark',
      startAtLogin: true,
      servers: MINE.servers,
      columns: MINE.columns,
      destinations: [{ id: 'new-1', name: 'My phone', kind: 'ntfy' }],
      savedViews: [{ id: 'view-id', name: 'Doors', query: 'class:door' }],
    });
    expect(next.notifications.quietHours).toEqual(MINE.notifications.quietHours);
    const sent = next.notifications.rules.find(({ name }) => name === 'Sent');
    // It sends to others, so its owner agrees first.
    expect(sent).toMatchObject({ sendTo: ['new-1'], enabled: false, unconfirmed: true });
    expect(next.notifications.rules).toHaveLength(DEFAULT_SETTINGS.notifications.rules.length + 2);
    expect(changes).toEqual([
      'Theme: dark instead of system.',
      'Quiet hours: on, 22:00 to 06:30 instead of the usual.',
      'Lost connections: off instead of the usual.',
      '1 view is added: Doors.',
      'The columns of the log are replaced.',
      '1 destination is added without an address, which you type in the settings: My phone.',
      '2 rules are added: Garage, Sent.',
      'One of them calls actions, sends to others or shows a camera, and stays off until you agree to it in the window.',
    ]);
  });

  it('has no address, no server and nothing of one computer in it', () => {
    const text = write({ ...MINE, weakStorageAllowed: true, alertsReadUntil: 4_711 });
    for (const word of ['villa', 'example.org', 'weakStorage', '4711', 'startAtLogin', 'baseUrl', 'window:'])
      expect(text).not.toContain(word);
  });

  it('keeps a secret that was taken out of a query, and never writes the word for it over it', () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(43)}`;
    const secret: Settings = { ...MINE, savedViews: [{ id: 'v', name: 'Doors', query: token }] };
    const text = write(secret);
    expect(text).not.toContain('aaaa');
    expect(plan(secret, text).next.savedViews).toEqual(secret.savedViews);
  });

  it('has no secret of a rule’s query and words either, and puts them back where they are', () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(43)}`;
    const rule = { ...RULE, query: `"${token}"`, says: { title: `Used: ${token}` } };
    const secret: Settings = { ...MINE, notifications: { ...MINE.notifications, rules: [rule] } };
    const text = write(secret);
    expect(text).not.toContain('aaaa');
    const { next, changes } = plan(secret, text);
    expect(changes).toEqual([]);
    expect(next).toEqual(secret);
    const later = plan(secret, text.replace('Used: ', 'Seen: ')).next.notifications.rules[0];
    expect(later?.query).toBe(rule.query);
  });

  it('keeps what it does not name', () => {
    const { next, changes } = plan(MINE, 'settings version: 1\nsettings: { theme: light }\n');
    expect(next).toEqual({ ...MINE, theme: 'light' });
    expect(changes).toEqual(['Theme: light instead of dark.']);
  });

  it('names what would no longer be redacted, also where as much is redacted as before', () => {
    const mine: Settings = {
      ...MINE,
      history: { ...MINE.history, redaction: { keys: ['password', 'pin'], patterns: ['PHC[0-9]+'] } },
    };
    const { changes } = plan(
      mine,
      'settings version: 1\nsettings: { history: { redaction: { keys: [colour, pin], patterns: ["x{80}"] } } }\n',
    );
    expect(changes).toEqual([
      '2 keys or patterns are no longer redacted: password, PHC[0-9]+.',
      '2 keys or patterns are redacted as well: colour, x{80}.',
    ]);
  });

  it('knows a view by its name', () => {
    const { next, changes } = plan(MINE, 'settings version: 1\nviews: [{ name: doors, query: "to:on" }]\n');
    expect(next.savedViews).toEqual([{ id: 'v', name: 'Doors', query: 'to:on' }]);
    expect(changes).toEqual(['1 view is replaced: Doors.']);
  });

  it.each([
    ['settings version: 2\nfuture: x\n', 'The file is of a newer Porchlight: version 2'],
    ['version: 1\nrules: []\n', 'This is a file of rules.'],
    ['hello', 'This is no file of settings. It needs settings version: 1.'],
    ['', 'The file is empty.'],
    ['settings version: 1\nservers: []\n', '`servers` is not known at the beginning of a line.'],
    ['settings version: 1\nsettings: { theme: pink }\n', '`theme` is one of system, light, dark.'],
    ['settings version: 1\nsettings: { startAtLogin: true }\n', '`startAtLogin` is not known here.'],
    [
      'settings version: 1\nsettings: { weakStorageAllowed: true }\n',
      '`weakStorageAllowed` is not known here.',
    ],
    [
      'settings version: 1\nviews: [{ name: A, query: "" }, { name: a, query: "" }]\n',
      'There are two views called',
    ],
    ['settings version: 1\nrules: [{ nmae: A, when: to:on }]\n', 'nmae'],
    ['settings version: 1\nsettings: &a { theme: dark }\nviews: *a\n', 'Anchors and aliases'],
    ['x'.repeat(MAX_CARRIED_CHARS + 1), 'The file is larger than 1 MB.'],
  ])('%.60s: refused with a sentence', (text, expected) => {
    const file = read(text);
    expect(file.ok ? '' : file.problems.map((each) => each.text).join(' ')).toContain(expected);
  });

  it('refuses what would leave nothing readable, or is too much', () => {
    const everything = carriedOf(
      'settings version: 1\nsettings: { history: { redaction: { keys: ["*"], patterns: [] } } }\n',
    );
    expect(planCarry(MINE, everything, redact, () => 'x')).toMatchObject({
      ok: false,
      text: expect.stringContaining('stands for every key') as string,
    });
    const views = Array.from({ length: 50 }, (_, at) => ({ name: `V${String(at)}`, query: '' }));
    expect(planCarry(MINE, { views, newDestinations: [] }, redact, () => 'x')).toMatchObject({ ok: false });
    const newDestinations = Array.from({ length: 20 }, (_, at) => ({
      id: String(at),
      name: `D${String(at)}`,
      kind: 'ntfy' as const,
    }));
    expect(planCarry(MINE, { newDestinations }, redact, () => 'x')).toMatchObject({ ok: false });
  });
});
