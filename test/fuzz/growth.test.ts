import { describe, expect, it } from 'vitest';
import { examineGrowth, GROWTH_CASES } from './growth.ts';

/** Processor time on a busy machine proves nothing, so `npm test` leaves it to `npm run fuzz:growth`. */
const isWanted = process.env['PORCHLIGHT_GROWTH'] === '1';
const whySkipped = isWanted ? '' : ' (skipped: measures processor time, run npm run fuzz:growth)';

describe.skipIf(!isWanted)(`time${whySkipped}`, () => {
  it.each(GROWTH_CASES.map((growth) => [growth.name, growth] as const))(
    'grows with the input: %s',
    async (_name, growth) => {
      expect(await examineGrowth(growth)).toBeNull();
    },
  );

  it('is seen when it grows faster', async () => {
    const square = {
      name: 'square',
      chars: 4_000,
      create: (chars: number) => 'x'.repeat(chars),
      read(text: string) {
        let sum = 0;
        for (const left of text) for (const right of text) sum += left === right ? 1 : 0;
        expect(sum).toBe(text.length ** 2);
      },
    };
    expect(await examineGrowth(square)).toMatch(/4000 characters take .* 16000 take/);
  });
});
