import { describe, expect, it } from 'vitest';
import { createAlertDesk } from '../../src/core/alert-desk.ts';
import type { Alert } from '../../src/core/alert.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const EARLIER: Alert = { seq: 3, at: 1, title: 'Leak', body: '', outcome: 'raised' };
const BELL = { event_type: 'bell', data: {}, origin: 'LOCAL', time_fired: '' };

function startBench() {
  const told: (string | null)[] = [];
  const desk = createAlertDesk({
    clock: createVirtualClock(),
    notify: () => Promise.resolve(true),
    serverLabel: () => null,
    earlier: [EARLIER],
    onAlert: (_alert, serverId) => told.push(serverId),
  });
  const choice = { type: 'bell', enabled: true, entities: [], toStates: [], cooldownMs: 0 };
  desk.follow({ enabled: false, pausedUntil: null, choices: [choice] });
  return { desk, told };
}

describe('createAlertDesk', () => {
  it('lists the alerts of earlier runs after its own, and tells only of its own', () => {
    const { desk, told } = startBench();
    expect(desk.recent()).toEqual([EARLIER]);
    desk.offer(BELL, 9, 'home');
    expect(desk.recent().map(({ seq }) => seq)).toEqual([9, 3]);
    expect(told).toEqual(['home']);
  });

  it('forgets all of them', () => {
    const { desk } = startBench();
    desk.forget();
    expect(desk.recent()).toEqual([]);
  });
});
