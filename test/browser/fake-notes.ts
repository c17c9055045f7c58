import type { ConnectionSpan, History } from '../../src/core/history/history.ts';
import type { Alert } from '../../src/core/history/alert.ts';

type FakeNotes = Pick<History, 'alerts' | 'connectionSpans'>;

const HOUR_MS = 3_600_000;

/**
 * Alerts and connections of last night, before those of this run; `kind` comes from the address: `none`, `many`, `again`
 * (see `repeatedAlerts`), or `failing`, which fails once.
 *
 * @param midnight epoch ms at which today began.
 * @param recent alerts of this run.
 */
export function createFakeNotes(kind: string, midnight: number, recent: () => readonly Alert[]): FakeNotes {
  let failures = kind === 'failing' ? 1 : 0;

  function earlierAlerts(): readonly Alert[] {
    if (kind === 'again') return repeatedAlerts(midnight);
    const count = kind === 'many' ? 120 : 2;
    return Array.from({ length: count }, (_, index) => ({
      seq: index === 1 ? 999_999_999 : 120,
      at: midnight - (index + 1) * 600_000,
      title: index === 0 ? 'Garage door opened' : `Washing room leak ${String(index)}`,
      body: 'detected, was dry',
      outcome: index === 0 ? 'raised' : 'cooldown',
    }));
  }

  const spans: readonly ConnectionSpan[] = [
    { kind: 'live', serverId: 'home', from: midnight + 1_000, to: null, code: '' },
    { kind: 'away', serverId: 'home', from: midnight - HOUR_MS, to: midnight + 1_000, code: 'refused' },
    { kind: 'live', serverId: 'home', from: midnight - 5 * HOUR_MS, to: midnight - HOUR_MS, code: '' },
    { kind: 'off', serverId: 'gone', from: midnight - 6 * HOUR_MS, to: null, code: '' },
  ];

  return {
    async alerts(before, limit) {
      failures -= 1;
      if (failures >= 0) throw new Error('the history is gone');
      const all = kind === 'none' ? [] : [...recent(), ...earlierAlerts()];
      return all.filter(({ at }) => at < before).slice(0, limit);
    },
    async connectionSpans(before, limit) {
      const all = kind === 'none' ? [] : spans;
      return all.filter(({ from }) => from < before).slice(0, limit);
    },
  };
}

/** More than a page of the same, held back; before them one that was shown, and some that came all at once. */
function repeatedAlerts(midnight: number): readonly Alert[] {
  const held = {
    title: 'Garage motion detected',
    body: 'binary_sensor.garage',
    outcome: 'cooldown',
  } as const;
  const burst = { title: 'timer.finished', body: 'timer.egg', outcome: 'burst' } as const;
  const shown = { ...held, seq: 120, at: midnight - 1_500_000, outcome: 'raised' } as const;
  return [
    ...Array.from({ length: 90 }, (_, i) => ({ ...held, seq: 120, at: midnight - 600_000 - i * 10_000 })),
    shown,
    ...Array.from({ length: 12 }, (_, i) => ({ ...burst, seq: 120, at: midnight - 2 * HOUR_MS - i * 100 })),
  ];
}
