import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByCause } from '../../../src/core/chain/group-by-cause.ts';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { haEvent } from '../../support/event-builders.ts';
import { readCaptureMessages } from '../../support/capture-messages.ts';
import { listNodes, storeMessages, toStored } from './stored-events.ts';

const of = (id: string, parent: string | null = null): HaEvent => ({
  ...haEvent('my_event'),
  context: { id, parent_id: parent, user_id: null },
});

describe('events grouped by their cause', () => {
  it('tell the story of a real home in its order', () => {
    const groups = groupByCause(storeMessages(readCaptureMessages('2024.1.0b2')));
    expect(groups.map(({ count, roots }) => [count, roots[0]?.row.type])).toEqual([
      [1, 'my_event'],
      [10, 'call_service'],
      [1, 'state_changed'],
      [1, 'call_service'],
      [1, 'state_changed'],
    ]);
    expect(groups[1]?.userId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('put together what something unseen started', () => {
    const groups = groupByCause([
      toStored(of('B', 'GONE'), 1),
      toStored(of('C', 'GONE'), 2),
      toStored(of('D'), 3),
    ]);
    expect(groups.map(({ count, roots }) => [count, roots.length])).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  it('leave rows of our own by themselves', () => {
    const gap = { ...toStored(haEvent('x'), 2), raw: '' };
    expect(groupByCause([toStored(of('B'), 1), gap, toStored(of('B'), 3)]).map(({ count }) => count)).toEqual(
      [2, 1],
    );
  });

  it('have every event exactly once, whatever contexts there are', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(id, fc.option(id, { nil: null }), fc.constantFrom('x', 'y'))),
        (drawn) => {
          const events = drawn.map(([own, parent, server], place) =>
            toStored(of(own, parent), place + 1, server),
          );
          const groups = groupByCause(events);
          const seqs = groups.flatMap(({ roots }) => listNodes(roots).map(({ row }) => row.seq));
          expect([...seqs].sort((a, b) => a - b)).toEqual(events.map(({ seq }) => seq));
          expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(events.length);
        },
      ),
    );
  });

  it('take 20,000 events of one line of contexts in well under two seconds', () => {
    const line = Array.from({ length: 20_000 }, (_, place) =>
      toStored(of(`c${String(place)}`, place === 0 ? null : `c${String(place - 1)}`), place + 1),
    );
    const startedAt = performance.now();
    expect(groupByCause(line)).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
