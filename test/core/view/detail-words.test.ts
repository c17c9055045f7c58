import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/core/events/row.ts';
import type { CauseNode } from '../../../src/core/chain/cause-chain.ts';
import { describeAfter, mainLines, toCauseLines } from '../../../src/core/view/cause-lines.ts';
import { toHomePage } from '../../../src/core/view/home-page.ts';
import { isOpenAtFirst, MAX_JSON_LINES, toJsonLines } from '../../../src/core/view/json-tree.ts';
import { describeMoment, describeSince, fullMoment, nextAgoMs } from '../../../src/core/view/moment-words.ts';
import { toSparkLine } from '../../../src/core/view/spark-line.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

const NOON = new Date(2026, 10, 21, 12, 0, 0, 5).getTime();

describe('a moment', () => {
  it('is told with its day and its milliseconds', () => {
    expect(describeMoment(NOON, NOON + 1_000)).toBe('Today 12:00:00.005');
    expect(describeMoment(NOON, NOON + 3 * 86_400_000)).toBe('Sat 21 Nov 12:00:00.005');
    expect(describeMoment(NOON, NOON + 300 * 86_400_000)).toBe('Sat 21 Nov 2026 12:00:00.005');
    expect(fullMoment(NOON)).toMatch(/^2026-11-21 12:00:00\.005 [+-]\d\d:\d\d$/);
  });

  it('is drawn again seldom', () => {
    expect([0, 30_000, 61_000, 7_200_000].map(nextAgoMs)).toEqual([2_000, 5_000, 59_000, 600_000]);
  });

  it('is counted from the last change of the entity, which the event knows itself', () => {
    const at = Date.parse('2026-11-21T19:56:32.274Z');
    const changed = stateChanged('light.hall', 'off', 'on');
    expect(describeSince(changed, at + 3_600_000, null)).toBe('1 h after its last change');
    expect(describeSince(stateChanged('light.hall', 'on', 'on'), at + 60_000, null)).toBe(
      '1 min after its last update',
    );
    expect(describeSince(stateChanged('light.hall', null, 'on'), at, at - 1)).toBe('');
    expect(describeSince(haEvent('x'), at, at - 5_000)).toBe('5 s after its previous event');
    expect(describeSince(null, at, null)).toBe('');
  });
});

describe('the lines of a JSON tree', () => {
  const value = { a: [1, { b: 'x\u202ey' }], c: {}, d: null };

  it('are those whose parents are open', () => {
    const draw = (isOpen: (path: string) => boolean): readonly string[] =>
      toJsonLines(value, isOpen).lines.map(
        ({ level, label, text }) => `${' '.repeat(level)}${label} ${text}`,
      );
    expect(draw(() => false)).toEqual([' a 2 items', ' c {}', ' d null']);
    expect(draw(() => true)).toEqual([' a 2 items', '  0 1', '  1 1 key', '   b "xy"', ' c {}', ' d null']);
  });

  it('know their place for a screen reader', () => {
    expect(toJsonLines(value, () => false).lines[2]).toMatchObject({
      id: 'd',
      level: 1,
      place: 3,
      siblings: 3,
      open: null,
    });
  });

  it('are bounded, and count what is left', () => {
    const { lines, left } = toJsonLines({ list: Array.from({ length: 5_000 }, () => 1) }, () => true);
    expect(lines).toHaveLength(MAX_JSON_LINES);
    expect(left).toBe(5_001 - MAX_JSON_LINES);
  });

  it('show at first what a reader looks for', () => {
    expect(
      ['data', 'data.new_state', 'data.new_state.attributes', 'data.old_state', 'context'].map(isOpenAtFirst),
    ).toEqual([true, true, true, false, false]);
  });
});

describe('the lines of a cause tree', () => {
  const row = (seq: number): Row => ({
    seq,
    kind: 'event',
    serverId: 'home',
    at: 1_000 + seq * 250,
    type: 'x',
    subject: '',
    text: '',
    origin: '',
    tone: 'other',
    alert: false,
  });
  const node = (seq: number, ...children: CauseNode[]): CauseNode => ({
    row: row(seq),
    link: 'root',
    children,
  });

  it('stand in the order of the tree with their level and place', () => {
    const lines = toCauseLines([node(0, node(1, node(2)), node(4))]);
    expect(
      lines.map(({ row: { seq }, level, place, siblings, afterMs }) => [
        seq,
        level,
        place,
        siblings,
        afterMs,
      ]),
    ).toEqual([
      [0, 1, 1, 1, 0],
      [1, 2, 1, 2, 250],
      [2, 3, 1, 1, 500],
      [4, 2, 2, 2, 1_000],
    ]);
  });

  it('of a large tree keep what leads to the event', () => {
    const wide = node(0, ...Array.from({ length: 100 }, (_, place) => node(place + 1, node(200 + place))));
    const shown = mainLines(toCauseLines([wide]), 299);
    expect(shown).toHaveLength(24);
    expect(shown.map(({ row: { seq } }) => seq)).toEqual(expect.arrayContaining([0, 100, 299]));
    expect(mainLines(toCauseLines([node(0, node(1))]), 1)).toHaveLength(2);
  });

  it('tell how long after the first', () => {
    expect([0, 509, 1_480, 62_000, 3_700_000].map(describeAfter)).toEqual([
      '+0 ms',
      '+509 ms',
      '+1.5 s',
      '+1 min 2 s',
      '+1 h 2 min',
    ]);
  });
});

describe('a spark line', () => {
  const series = (values: readonly number[]): Parameters<typeof toSparkLine>[0] => ({
    entity: 'sensor.t',
    unit: '°C',
    points: values.map((value, at) => ({ at: at * 1_000, value })),
  });

  it('fits into its box and names its numbers', () => {
    expect(toSparkLine(series([20, 22, 21]), 100, 40)).toEqual({
      path: 'M0 40H50V0H100V20',
      end: { x: 100, y: 20 },
      min: '20 °C',
      max: '22 °C',
      last: '21 °C',
      from: 0,
      to: 2_000,
    });
  });

  it('is a line in the middle where nothing changes, and none of a single point', () => {
    expect(toSparkLine(series([5, 5]), 100, 40)?.path).toBe('M0 20H100V20');
    expect(toSparkLine(series([5]), 100, 40)).toBe(null);
  });

  it('keeps every peak of many points', () => {
    const values = Array.from({ length: 5_000 }, (_, at) => (at === 3_333 ? 99 : at % 7));
    const { path, max } = toSparkLine(series(values), 300, 40) ?? { path: '', max: '' };
    expect(max).toBe('99 °C');
    expect(path).toContain('V0');
    expect(path.length).toBeLessThan(10_000);
  });
});

describe('the page of Home Assistant for an event', () => {
  it.each([
    [stateChanged('light.hall', 'off', 'on'), '/history?entity_id=light.hall'],
    [
      stateChanged('automation.x', ['on', { id: '1632' }], ['on', { id: '1632' }]),
      '/config/automation/trace/1632',
    ],
    [stateChanged('automation.x', 'on', ['on', { id: '../../evil' }]), '/history?entity_id=automation.x'],
    [haEvent('automation_triggered', { entity_id: 'automation.x' }), '/logbook?entity_id=automation.x'],
    [haEvent('my_event'), '/developer-tools/event'],
    [haEvent('my_event', { entity_id: 'light.hall&x=1' }), '/developer-tools/event'],
  ])('%j', (event, path) => {
    expect(toHomePage(event).path).toBe(path);
  });
});
