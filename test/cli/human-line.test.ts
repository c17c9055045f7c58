import { describe, expect, it } from 'vitest';
import {
  toDayLine,
  toDroppedHumanLine,
  toEventLine,
  toHumanLine,
  toLayout,
} from '../../src/cli/human-line.ts';
import type { Row } from '../../src/core/events/row.ts';
import { createPaint, wantsColour } from '../../src/cli/terminal-style.ts';
import { AT, eventFrom, GAP, OVERSIZE, stateEvent, toRow, unparsed } from './support/monitor-events.ts';

const plain = createPaint(false);
const RAW = '{"event_type":"state_changed","data":{},"origin":"LOCAL","time_fired":""}';
const rowOf = (row: Partial<Row>): Row => toRow({ type: 'state_changed', ...row });
const ROW = { subject: 'light.kitchen', text: 'Kitchen light turned on, was off', tone: 'state' } as const;

describe('toHumanLine', () => {
  it('has time, type, subject and sentence in columns', () => {
    expect(toEventLine(rowOf(ROW), { type: 14, subject: 15, columns: null }, plain)).toMatch(
      /^\d\d:\d\d:00\.123 {3}state_changed {2}light\.kitchen {3}Kitchen light turned on, was off$/,
    );
  });

  it('cuts nothing off when a column is too narrow', () => {
    const line = toEventLine(rowOf(ROW), { type: 2, subject: 2, columns: 40 }, plain);
    expect(line).toMatch(/state_changed light\.kitchen Kitchen/);
  });

  it('puts the subject behind the sentence in a narrow terminal, and goes on below it', () => {
    const layout = { type: 13, subject: null, columns: 64 };
    expect(toEventLine(rowOf({ ...ROW, text: 'Turned on' }), layout, plain)).toMatch(
      /state_changed Turned on {2}light\.kitchen$/,
    );
    const indent = ' '.repeat(29);
    expect(
      toEventLine(rowOf({ ...ROW, text: `${ROW.text} and brighter` }), layout, plain)
        .split('\n')
        .slice(1),
    ).toEqual([`${indent}and brighter  light.kitchen`]);
    expect(toEventLine(rowOf(ROW), layout, plain).split('\n').slice(1)).toEqual([`${indent}light.kitchen`]);
  });

  it.each([
    ['a gap', GAP, /≈ {2}gap {2}Disconnected .* restarted\)$/],
    ['an unparsed message', unparsed('<html>\n\u001b[2J'), /\? {2}unparsed {2}<html> $/],
    [
      'a long unparsed message',
      unparsed('x'.repeat(5_000)),
      /x… \(5000 characters, all of them with --json\)$/,
    ],
    ['an event that was too large', OVERSIZE, /! {2}too large {2}An event of 5\.0 MB/],
  ])('%s stands out without colours', (_name, event, pattern) => {
    expect(toHumanLine(event, { type: 13, subject: 13, columns: null }, plain)).toMatch(pattern);
  });

  it('marks harm without colours', () => {
    const line = toEventLine(rowOf({ ...ROW, tone: 'bad' }), toLayout(undefined), plain);
    expect(line).toMatch(/123 ! state_changed/);
  });

  it('makes the line of an event from its text', () => {
    const line = toHumanLine(eventFrom(RAW), toLayout(undefined), plain);
    expect(line).toMatch(/^\d\d:\d\d:00\.123 {3}state_changed /);
  });

  it('says how many lines were dropped', () => {
    expect(toDroppedHumanLine(1, AT, plain)).toContain('1 line was dropped');
    expect(toDroppedHumanLine(2, AT, plain)).toContain('2 lines were dropped');
  });

  it('leaves states to standard error', () => {
    expect(toHumanLine(stateEvent({ kind: 'idle' }), toLayout(80), plain)).toBeNull();
  });

  it('lets nothing of a server reach the terminal raw', () => {
    const nasty = '\u001b[31mred\u001b]0;t\u0007\u009b2J\u202e\nnew';
    const line = toHumanLine(
      eventFrom(JSON.stringify({ event_type: nasty, data: { entity_id: nasty, message: nasty } })),
      toLayout(undefined),
      plain,
    );
    expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('names the day', () => {
    expect(toDayLine(AT, plain)).toMatch(/^── \w+day,? 2[12] November 2026 ─+$/);
  });
});

describe('wantsColour', () => {
  it.each([
    { isTerminal: true, env: {}, wants: true },
    { isTerminal: false, env: {}, wants: false },
    { isTerminal: true, env: { TERM: 'dumb' }, wants: false },
    { isTerminal: true, env: { NO_COLOR: '1' }, wants: false },
    { isTerminal: true, env: { NO_COLOR: '' }, wants: true },
    { isTerminal: false, env: { FORCE_COLOR: '1' }, wants: true },
    { isTerminal: true, env: { FORCE_COLOR: '0' }, wants: false },
    { isTerminal: true, env: { FORCE_COLOR: '1', NO_COLOR: '1' }, wants: false },
  ])('$isTerminal $env', ({ isTerminal, env, wants }) => {
    expect(wantsColour(isTerminal, env)).toBe(wants);
  });
});
