import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type * as Limits from '../../../src/core/limits.ts';
import { arbitraryStory, playGap } from './support/play-gap.ts';

// So that most answers are too large, and some of a second as well.
vi.mock('../../../src/core/limits.ts', async (importReal) => {
  const { LIMITS } = await importReal<typeof Limits>();
  return { LIMITS: { ...LIMITS, maxRecorderBytes: 4_000 } };
});

it('brings each event of a gap once where answers are too large, or says that some are missing', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStory, async (story) => {
      const { expected, live, recovered, gapText } = await playGap(story);
      const all = [...live, ...recovered];
      expect(all.filter((name, n) => all.indexOf(name) !== n)).toEqual([]);
      const lost = expected.filter((name) => !all.includes(name));
      expect(all.filter((name) => !expected.includes(name))).toEqual([]);
      if (lost.length > 0) expect(gapText).toMatch(/only from|were asked about|could not be read/);
      else if (recovered.length > 0) expect(gapText).toMatch(/\d+ events? recovered/);
    }),
    { numRuns: 40 },
  );
});
