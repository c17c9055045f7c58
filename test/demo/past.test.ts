import { describe, expect, it } from 'vitest';
import { createDemoServer } from '../support/demo-server.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const HOUR_MS = 3_600_000;

async function livedAt(
  hour: number,
): Promise<{ at: Date; past: readonly { at: number; entity: unknown; to: unknown }[] }> {
  const at = new Date(2026, 10, 21, hour, 20);
  const clock = createVirtualClock(at.getTime());
  const server = await createDemoServer({ clock, seed: 7, hasPast: true });
  const past = server.past.map(({ time_fired, data }) => ({
    at: Date.parse(time_fired),
    entity: data['entity_id'],
    to: (data['new_state'] as { state?: string } | undefined)?.state,
  }));
  await server.close();
  return { at, past };
}

describe('the demo home’s past', () => {
  it.each([
    ['at night', 1, 8],
    ['early', 8, 15],
    ['at noon', 12, 19],
    ['late', 23, 30],
  ])('%s', async (_name, hour, hours) => {
    const { at, past } = await livedAt(hour);
    const first = past[0]?.at ?? 0;
    expect((at.getTime() - first) / HOUR_MS).toBeCloseTo(hours + 1 / 3, 0);
    expect(past.at(-1)?.at).toBeLessThanOrEqual(at.getTime());
    expect(past.every((event, i) => event.at >= (past[i - 1]?.at ?? 0))).toBe(true);
    expect(past.length).toBeGreaterThan(1_000);
    expect(past.length).toBeLessThanOrEqual(16_000);
  });

  it('has the hall light turned on a moment after seven', async () => {
    const { past } = await livedAt(12);
    const seven = new Date(2026, 10, 21, 7).getTime();
    const lit = past.find(({ at, entity, to }) => at > seven && entity === 'light.hall' && to === 'on');
    expect((lit?.at ?? 0) - seven).toBeLessThan(10_000);
  });
});
