import { describe, expect, it } from 'vitest';
import { groupByCause } from '../../../src/core/chain/group-by-cause.ts';
import type { ExportProgress, MarkedSession } from '../../../src/core/ipc/history-views.ts';
import { toCauseLines } from '../../../src/core/view/cause-lines.ts';
import { describeCapture, describeReading } from '../../../src/core/view/capture-words.ts';
import {
  describeEnded,
  describeExport,
  describeRunning,
  shareOf,
} from '../../../src/core/view/export-words.ts';
import { toGroupSections, toGroupText } from '../../../src/core/view/group-words.ts';
import { countEvents, describeMarked, toMarkedQuery } from '../../../src/core/view/marked-words.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { toStored } from '../export/fake-search.ts';

const AT = new Date(2026, 10, 21, 14, 2, 11).getTime();
const running: MarkedSession = { fromSeq: 101, startedAt: AT, toSeq: null, endedAt: null, events: 1_204 };
const ended: MarkedSession = { ...running, toSeq: 150, endedAt: AT + 89_000, events: 37 };

describe('what is marked', () => {
  it('in words', () => {
    expect(describeMarked(running)).toBe('Recording since 14:02:11, 1,204 events');
    expect(describeMarked(ended)).toBe('37 events between 14:02:11 and 14:03:40');
    expect(countEvents(1)).toBe('1 event');
  });

  it('as a query, once it is over and where something happened', () => {
    expect(toMarkedQuery(ended)).toBe('seq:101..150');
    expect(toMarkedQuery(running)).toBeNull();
    expect(toMarkedQuery({ ...ended, toSeq: 100 })).toBeNull();
  });
});

describe('an export', () => {
  const progress: ExportProgress = {
    kind: 'running',
    written: 12_000,
    total: 48_000,
    file: 'house.csv',
    message: '',
  };

  it.each([
    [null, '', 'All events.'],
    [null, ' type:x ', 'The events matching type:x.'],
    [1_204, 'type:x', '1,204 events matching type:x.'],
    [1, '', '1 event.'],
    [2, '', 'All 2 events.'],
    [0, '', 'No event is there, so there is nothing to export.'],
    [0, 'type:x', 'No event matching type:x, so there is nothing to export.'],
  ])('of %j events and %j', (count, query, words) => {
    expect(describeExport(count, query)).toBe(words);
  });

  it('while it runs, and when it has ended', () => {
    expect(describeRunning(progress)).toBe('12,000 of 48,000 events in house.csv');
    expect(shareOf(progress)).toBe(0.25);
    expect(shareOf({ ...progress, total: null })).toBeNull();
    expect(shareOf({ ...progress, total: 0 })).toBeNull();
    expect(describeRunning({ ...progress, total: null })).toBe('Looking for the oldest event for house.csv');
    expect(describeEnded({ ...progress, kind: 'done' })).toBe('12,000 events in house.csv.');
    expect(describeEnded({ ...progress, kind: 'failed', message: 'No room.' })).toBe('No room.');
  });
});

describe('a file', () => {
  const capture = { id: '1', name: 'a.ndjson', events: 12_408, skipped: 0, readShare: null };
  it.each([
    [capture, true, 'Looking at a.ndjson, 12,408 events.'],
    [capture, false, 'a.ndjson is open, 12,408 events.'],
    [
      { ...capture, skipped: 1 },
      true,
      'Looking at a.ndjson, 12,408 events. 1 line is no event and was skipped.',
    ],
  ])('%#', (view, isShown, words) => {
    expect(describeCapture(view, isShown)).toBe(words);
  });

  it('that is being read', () => {
    expect(describeReading({ ...capture, events: 40, readShare: 0.429 })).toBe(
      'Reading a.ndjson, 42 %, 40 events so far.',
    );
  });
});

describe('groups', () => {
  const by = (id: string, parent: string | null, user: string | null) => ({
    context: { id, parent_id: parent, user_id: user },
  });
  const call = haEvent('call_service', {
    domain: 'light',
    service: 'turn_on',
    service_data: { entity_id: 'light.hall' },
  });
  const events = [
    toStored(1, { ...call, ...by('a', null, 'anna') }),
    toStored(2, { ...stateChanged('light.hall', 'off', 'on'), ...by('a', null, 'anna') }),
    toStored(3, { ...stateChanged('sensor.t', '20', '21'), ...by('b', null, null) }),
  ];
  const groups = groupByCause(events);
  const headingsOf = (more: typeof events): readonly string[] =>
    toGroupSections(groupByCause([...events, ...more])).map(({ heading }) => heading);

  it('are named by their cause, and single events stand together at the end', () => {
    const first = toStored(0, { ...stateChanged('sensor.u', '4', '5'), ...by('c', null, null) });
    const pressed = toStored(5, { ...stateChanged('light.b', 'off', 'on'), ...by('d', null, 'anna') });
    expect(headingsOf([first, pressed])).toEqual([
      `${groups[0]?.roots[0]?.row.text ?? ''}: 2 events, started by a person`,
      'By themselves, started by a person: 1 event',
      'By themselves: 2 events',
    ]);
  });

  it('say when what began them is not among the events', () => {
    const unseen = ['e', 'f'].map((id, place) =>
      toStored(place + 6, { ...stateChanged(`light.${id}`, 'off', 'on'), ...by(id, 'gone', null) }),
    );
    expect(headingsOf(unseen)).toContain('A cause that is not shown: 2 events');
  });

  it('have each event in one section', () => {
    const seqs = toGroupSections(groups).flatMap(({ roots }) =>
      toCauseLines(roots).map(({ row }) => row.seq),
    );
    expect(seqs).toEqual([1, 2, 3]);
  });

  it('as text to paste, each event on a line below what caused it', () => {
    const lines = toGroupText('3 events', groups).split('\n');
    expect(lines[0]).toBe('3 events');
    expect(lines[2]).toBe(`1. ${groups[0]?.roots[0]?.row.text ?? ''}: 2 events, started by a person`);
    expect(lines[3]).toMatch(/^ {3}\d\d:\d\d:32\.274 \S.*\[call_service\]$/);
    expect(lines[4]).toMatch(/^ {3}\d\d:\d\d:32\.274 {3}Hall turned on.* \(light\.hall\) \[state_changed\]$/);
    expect(lines[6]).toBe('2. By themselves: 1 event');
  });
});
