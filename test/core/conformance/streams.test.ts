import { describe, expect, it } from 'vitest';
import { CHUNKINGS } from '../../support/cut-bytes.ts';
import { playAttempt } from '../../support/play-attempt.ts';
import { readStandardStream } from '../../fuzz/oracles/standard-stream.ts';
import { BORDER_STREAMS } from './border-streams.ts';
import { CONTRACT_STREAMS } from './contract-streams.ts';
import { deliveredTexts, losesSomething, toBytes, type StreamVector } from './stream-vector.ts';
import { WEB_PLATFORM_STREAMS } from './web-platform-streams.ts';

const SUITES: readonly (readonly [name: string, vectors: readonly StreamVector[]])[] = [
  ['web-platform-tests eventsource', WEB_PLATFORM_STREAMS],
  ['sse-contract-tests', CONTRACT_STREAMS],
  ['streams of our own', BORDER_STREAMS],
];

describe.each(SUITES)('%s', (_suite, vectors) => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', async (_name, vector) => {
    const bytes = toBytes(vector);
    expect(readStandardStream(bytes).events).toEqual(
      vector.standard.map(({ type = 'message', data, lastEventId = '' }) => ({ type, data, lastEventId })),
    );
    if (losesSomething(vector)) expect(vector.differs).toBeDefined();
    for (const { name, cut } of CHUNKINGS) {
      const { texts, end, oversize } = await playAttempt({ chunks: cut(bytes) });
      expect({ name, texts, end: end.failure.code, oversize }).toEqual({
        name,
        texts: deliveredTexts(vector),
        end: 'ended',
        oversize: [],
      });
    }
  });

  it('names each case once', () => {
    const names = vectors.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
