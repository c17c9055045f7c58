import { describe, expect, it } from 'vitest';
import { runFuzz } from './run-fuzz.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { ALL_TARGETS } from './targets/all-targets.ts';

/** Enough to meet each generator's shapes; `npm run fuzz` has the patience. */
const ROUNDS = 400;

describe.each(ALL_TARGETS.map(({ name }) => name))('%s', (name) => {
  it.each([1, 20_261_121])(`holds for ${String(ROUNDS)} inputs of seed %i`, async (seed) => {
    const { rounds, failures } = await runFuzz({ seed, maxMs: 60_000, maxRounds: ROUNDS, only: name });
    expect(failures).toEqual([]);
    expect(rounds).toEqual({ [name]: ROUNDS });
  });
});

describe('runFuzz', () => {
  const forbidsAb: FuzzTarget = {
    name: 'forbids-ab',
    generate: (random) => Array.from({ length: 200 }, () => 'abc'[Math.floor(random() * 3)]).join(''),
    check: (input) => (input.includes('ab') ? 'has ab' : null),
  };

  it('finds what is wrong, makes it small and says how to get it again', async () => {
    const { failures } = await runFuzz({ seed: 7, maxMs: 10_000, targets: [forbidsAb] });
    expect(failures).toMatchObject([{ target: 'forbids-ab', round: 0, message: 'has ab', smallest: 'ab' }]);
    const again = await runFuzz({ seed: 7, maxMs: 10_000, targets: [forbidsAb] });
    expect(again.failures).toEqual(failures);
  });

  it('takes a throw for a failure', async () => {
    const throws: FuzzTarget = {
      ...forbidsAb,
      check() {
        throw new Error('boom');
      },
    };
    const { failures } = await runFuzz({ seed: 7, maxMs: 10_000, targets: [throws] });
    expect(failures[0]?.message).toContain('boom');
    expect(failures[0]?.smallest).toBe('');
  });

  it('stops when the time is over', async () => {
    const { rounds } = await runFuzz({ seed: 7, maxMs: 0 });
    expect(Object.values(rounds)).toEqual(ALL_TARGETS.map(() => 0));
  });

  it('names its targets to who asks for another', async () => {
    await expect(runFuzz({ seed: 7, maxMs: 0, only: 'nothing' })).rejects.toThrow(/byte-path/);
  });
});
