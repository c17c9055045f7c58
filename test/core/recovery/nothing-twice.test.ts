import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryStory, playGap } from './support/play-gap.ts';

it('brings each event of a gap once, and none that came', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStory, async (story) => {
      const { expected, live, recovered, gapText } = await playGap(story);
      const all = [...live, ...recovered];
      expect(all.filter((name, n) => all.indexOf(name) !== n)).toEqual([]);
      expect([...all].sort()).toEqual([...expected].sort());
      expect(gapText).toMatch(recovered.length === 0 ? /nothing was missed/ : /\d+ events? recovered$/);
    }),
    { numRuns: 60 },
  );
});
