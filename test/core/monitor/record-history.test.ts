import { describe, expect, it } from 'vitest';
import { recordHistory } from '../../../src/core/monitor/record-history.ts';
import type { MonitorEvent } from '../../../src/core/monitor/monitor-contract.ts';
import { createInertHistory } from '../../support/inert-history.ts';

const NOW = 1_763_700_000_000;
const CONNECTED = { kind: 'connected', name: 'Home' } as const;

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
      mayKeep: (serverId) => serverId !== 'demo',
    },
  );
  return { appended: history.appended, states, alerts };
}

describe('recordHistory', () => {
  it('keeps the text of an event, and of what could not be decoded', () => {
    const event = { event_type: 'x', data: {}, origin: '', time_fired: '' };
    const raw = JSON.stringify(event);
    const { appended } = record([
      { kind: 'event', seq: 7, serverId: 'home', at: NOW - 5, alert: true, event, raw },
      { kind: 'unparsed', seq: 8, serverId: 'home', at: NOW, raw: '{' },
    ]);
    const facts = { kind: 'event', serverId: 'home', recovered: false } as const;
    expect(appended).toEqual([
      { ...facts, seq: 7, receivedAt: NOW - 5, alert: true, raw },
      { ...facts, seq: 8, receivedAt: NOW, alert: false, raw: '{' },
    ]);
  });

  it('keeps gaps, what came back of them under its own keys, and the gap’s last words', () => {
    const gap = { from: NOW - 9_000, to: NOW, reason: { code: 'ended' } } as const;
    const event = { event_type: 'y', data: {}, origin: 'LOCAL', time_fired: '' };
    const raw = JSON.stringify(event);
    const facts = { seq: 1, serverId: 'home', at: NOW } as const;
    const recovery = { count: 1, outcome: { kind: 'complete' } } as const;
    const { appended } = record([
      { kind: 'own', ...facts, own: { kind: 'gap', gap, recovery: null } },
      {
        kind: 'recovered',
        ...facts,
        own: { kind: 'gap', gap, recovery },
        receivedAt: NOW + 5,
        events: [{ seq: 2, event, raw }],
      },
    ]);
    expect(appended).toMatchObject([
      { kind: 'own', seq: 1, own: { kind: 'gap' } },
      { kind: 'own', seq: 1, at: NOW, own: { kind: 'gap', gap, recovery } },
      { kind: 'event', seq: 2, recovered: true, receivedAt: NOW + 5, raw },
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

  it('keeps nothing of a server that is not to be remembered', () => {
    const alert = { seq: 9, at: NOW, title: 'a', body: 'b', outcome: 'raised' } as const;
    const { appended, states, alerts } = record([
      { kind: 'alert', serverId: 'demo', alert },
      { kind: 'own', seq: 1, serverId: 'demo', at: NOW, own: CONNECTED },
      { kind: 'state', serverId: 'demo', at: NOW, state: { kind: 'idle' } },
      { kind: 'own', seq: 2, serverId: 'home', at: NOW, own: CONNECTED },
    ]);
    expect(appended).toHaveLength(1);
    expect(states).toEqual([]);
    expect(alerts).toEqual([]);
  });
});
