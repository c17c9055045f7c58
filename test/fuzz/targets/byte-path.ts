import { createSeededRandom } from '../../../src/demo/house/seeded-random.ts';
import { cutEvery, cutRandomly } from '../../support/cut-bytes.ts';
import { playAttempt } from '../../support/play-attempt.ts';
import { describeDifference, hashText, toBytes, type FuzzTarget } from '../fuzz-target.ts';
import { drawStream } from '../generators/stream-text.ts';
import { readStandardStream } from '../oracles/standard-stream.ts';

/** From the bytes of a socket to texts: guard, `eventsource` and our checks, against the standard's own words. */
export const bytePath: FuzzTarget = {
  name: 'byte-path',
  generate: drawStream,
  async check(input) {
    const bytes = toBytes(input);
    const wanted = readStandardStream(bytes).events.map(({ data }) => data);
    const random = createSeededRandom(hashText(input));
    const cuts = {
      'in one piece': [bytes],
      'byte by byte': cutEvery(bytes, 1),
      cut: cutRandomly(bytes, random, 40),
    };
    for (const [how, chunks] of Object.entries(cuts)) {
      const { texts, end, oversize, cancelled } = await playAttempt({ chunks });
      if (JSON.stringify(texts) !== JSON.stringify(wanted))
        return describeDifference(`texts ${how}`, texts, wanted);
      if (end.failure.code !== 'ended') return describeDifference(`end ${how}`, end.failure.code, 'ended');
      if (oversize.length > 0) return describeDifference(`dropped blocks ${how}`, oversize, []);
      if (!cancelled) return `the socket stays open ${how}`;
    }
    return null;
  },
};
