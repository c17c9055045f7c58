import { describe, expect, it } from 'vitest';
import { recordHistory } from '../../../src/core/history/record-history.ts';
import type { MonitorEvent } from '../../../src/core/monitor-contract.ts';
import type { Row } from '../../../src/core/events/row.ts';
import { createInertHistory } from '../../support/inert-history.ts';

const NOW = 1_763_700_000_000;

function toRow(seq: number, kind: Row['kind'], serverId = 'home'): Row {
  return {
    seq,
    kind,
    serverId,
    at: NOW,
    type: '',
    subject: '',
    text: 'x',
    origin: '',
    tone: 'other',
    alert: false,
  };
}

function record(events: readonly MonitorEvent[]) {
  const history = createInertHistory();
  const states: unknown[] = [];
  const alerts: unknown[] = [];
  recordHistory(
    (fn) => {
      for (const event of events) fn(event);
      return () => undefined;
    },
    {
      history: {
        append: (entry) => {
          history.append(entry);
        },
        appendState: (state) => states.push(state),
        appendAlert: (alert) => alerts.push(alert),
      },
      now: () => NOW,
      mayKeep: (serverId) => serverId !== 'demo',
    },
  );
  return { appended: history.appended, states, alerts };
}

describe('recordHistory', () => {
  it('keeps an event as it came, without making a row of it', () => {
    const event: MonitorEvent = {
      kind: 'event',
      seq: 7,
      serverId: 'home',
      at: NOW,
      alert: true,
      raw: '{"event_type":"x"}',
      utf8: null,
      get row(): Row {
        throw new Error('a row was made that nobody sees');
      },
      get event(): never {
        throw new Error('the text was parsed');
      },
    };
    expect(record([event]).appended).toEqual([
      {
        kind: 'event',
        seq: 7,
        serverId: 'home',
        receivedAt: NOW,
        alert: true,
        recovered: false,
        raw: '{"event_type":"x"}',
      },
    ]);
  });

  it('hands on the bytes of a text where they are at hand', () => {
    const utf8 = new TextEncoder().encode('{"a": …');
    const event: MonitorEvent = {
      kind: 'unparsed',
      seq: 7,
      serverId: 'home',
      at: NOW,
      row: toRow(7, 'unparsed'),
      get raw(): string {
        throw new Error('the text was asked for');
      },
      utf8,
    };
    expect(record([event]).appended).toMatchObject([{ kind: 'event', seq: 7, alert: false, raw: utf8 }]);
  });

  it('keeps gaps, what came back of them under its own numbers, and the gap’s last words', () => {
    const gap = { from: NOW - 9_000, to: NOW, reason: { code: 'ended' } } as const;
    const event = { event_type: 'y', data: {}, origin: 'LOCAL', time_fired: '' };
    const { appended } = record([
      { kind: 'gap', serverId: 'home', row: toRow(1, 'gap'), gap },
      {
        kind: 'recovered',
        serverId: 'home',
        gap,
        gapRow: { ...toRow(1, 'gap'), text: 'Disconnected, 1 event recovered' },
        words: '1 event recovered',
        rows: [{ ...toRow(2, 'event'), recovered: true }],
        events: [event],
      },
    ]);
    expect(appended).toMatchObject([
      { kind: 'row', row: { seq: 1 } },
      { kind: 'row', row: { seq: 1, text: 'Disconnected, 1 event recovered' } },
      { kind: 'event', seq: 2, recovered: true, raw: JSON.stringify(event) },
    ]);
  });

  it('keeps states with their reason, and alerts', () => {
    const state = { kind: 'waiting', reason: { code: 'refused' }, attempt: 1, retryAt: NOW } as const;
    const alert = { seq: null, at: NOW, title: 'a', body: 'b', outcome: 'burst' } as const;
    const { states, alerts } = record([
      { kind: 'state', serverId: 'home', at: NOW, state: state as never },
      { kind: 'alert', serverId: 'home', alert },
    ]);
    expect(states).toEqual([{ serverId: 'home', at: NOW, state: 'waiting', code: 'refused' }]);
    expect(alerts).toEqual([alert]);
  });

  it('keeps of a server that is not to be remembered that there was an alert, and nothing else', () => {
    const alert = { seq: 9, at: NOW, title: 'a', body: 'b', outcome: 'raised' } as const;
    const { appended, states, alerts } = record([
      { kind: 'alert', serverId: 'demo', alert },
      { kind: 'note', serverId: 'demo', row: toRow(1, 'server', 'demo') },
      { kind: 'state', serverId: 'demo', at: NOW, state: { kind: 'idle' } },
      { kind: 'note', serverId: 'home', row: toRow(2, 'server') },
    ]);
    expect(appended).toHaveLength(1);
    expect(states).toEqual([]);
    expect(alerts).toEqual([{ ...alert, seq: null }]);
  });
});
