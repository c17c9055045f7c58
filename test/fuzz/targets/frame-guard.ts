import { createFrameGuard } from '../../../src/core/stream/frame-guard.ts';
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
      const pieces = chunks.flatMap((chunk) => [...guard.push(chunk)]).map(fromBytes);
      const got = { text: pieces.join(''), oversize };
      if (JSON.stringify(got) !== JSON.stringify(wanted))
        return describeDifference('guarded stream', got, wanted);
      const torn = pieces.find((piece) => !/^(?:data(?:[^\n]|\n(?=data))*\n\n)+$/.test(piece));
      if (torn !== undefined)
        return describeDifference('a piece of no whole blocks', torn, 'data … blank line');
      if (fromBytes(bytes) !== before) return 'the bytes of the socket were changed';
    }
    return null;
  },
};
