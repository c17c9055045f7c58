import { createFrameGuard, type GuardedPiece } from '../../../src/core/stream/frame-guard.ts';
import { createSeededRandom } from '../../../src/demo/house/seeded-random.ts';
import { cutEvery, cutRandomly } from '../../support/cut-bytes.ts';
import { describeDifference, fromBytes, hashText, toBytes, type FuzzTarget } from '../fuzz-target.ts';
import { drawStream } from '../generators/stream-text.ts';
import { guardSlowly } from '../oracles/slow-guard.ts';

/** So small that many blocks are too large. */
const LIMITS = { maxLineBytes: 48, maxEventBytes: 96 };

/** The frame guard with small limits: what goes through, what is dropped, and what is told of it. */
export const frameGuard: FuzzTarget = {
  name: 'frame-guard',
  generate: drawStream,
  check(input) {
    const bytes = toBytes(input);
    const before = input;
    const wanted = guardSlowly(input, LIMITS);
    const random = createSeededRandom(hashText(input));
    for (const chunks of [[bytes], cutEvery(bytes, 1), cutRandomly(bytes, random, 24)]) {
      const oversize: number[] = [];
      const guard = createFrameGuard(
        { onOversize: () => undefined, onOversizeEnd: (size) => oversize.push(size) },
        LIMITS,
      );
      const blocks = chunks
        .flatMap((chunk) => [...guard.push(chunk)])
        .flatMap(cutAtEnds)
        .map(fromBytes);
      const got = { text: blocks.join(''), oversize };
      if (JSON.stringify(got) !== JSON.stringify(wanted))
        return describeDifference('guarded stream', got, wanted);
      const torn = blocks.find((block) => !/^data(?:[^\n]|\n(?=data))*\n\n$/.test(block));
      if (torn !== undefined)
        return describeDifference('a piece that is no whole block', torn, 'data … blank line');
      if (fromBytes(bytes) !== before) return 'the bytes of the socket were changed';
    }
    return null;
  },
};

/** The blocks of a piece, where it says that they end. */
function cutAtEnds({ bytes, ends }: GuardedPiece): readonly Uint8Array[] {
  if (ends === null) return [bytes];
  return ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
}
