import { describe, expect, it } from 'vitest';
import { createMarks } from '../../../src/main/files/marks.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function createBench(): {
  marks: ReturnType<typeof createMarks>;
  arrive: (n: number) => Promise<void>;
  changes: () => number;
} {
  const clock = createVirtualClock();
  let received = 40;
  let lastSeq = 100;
  let changes = 0;
  const marks = createMarks({
    clock,
    lastSeq: () => lastSeq,
    received: () => received,
    onChange: () => (changes += 1),
  });
  return {
    marks,
    changes: () => changes,
    async arrive(events) {
      received += events;
      // A gap keeps numbers free, so that seqs rise faster than events arrive.
      lastSeq += events + 20;
      await clock.advance(1_000);
    },
  };
}

const NOON = Date.UTC(2026, 10, 21, 12);

describe('marks', () => {
  it('hold what arrives between start and stop, and nothing after', async () => {
    const { marks, arrive, changes } = createBench();
    expect(marks.current()).toBeNull();
    marks.mark('start');
    await arrive(3);
    expect(marks.current()).toEqual({ fromSeq: 101, startedAt: NOON, toSeq: null, endedAt: null, events: 3 });
    marks.mark('stop');
    await arrive(5);
    const held = { fromSeq: 101, startedAt: NOON, toSeq: 123, endedAt: NOON + 1_000, events: 3 };
    expect(marks.current()).toEqual(held);
    marks.mark('stop');
    expect(marks.current()).toEqual(held);
    marks.mark('clear');
    expect(marks.current()).toBeNull();
    expect(changes()).toBe(4);
  });

  it('do nothing at a stop without a start, and begin anew at a second start', async () => {
    const { marks, arrive } = createBench();
    marks.mark('stop');
    expect(marks.current()).toBeNull();
    marks.mark('start');
    await arrive(1);
    marks.mark('stop');
    marks.mark('start');
    expect(marks.current()).toMatchObject({ fromSeq: 122, toSeq: null, events: 0 });
  });
});
