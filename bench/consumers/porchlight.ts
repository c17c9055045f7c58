import { toRow } from '../../src/core/events/to-row.ts';
import { runAttempt } from '../../src/core/stream/attempt.ts';
import { decodeMessage } from '../../src/core/events/decode.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock as clock } from '../../src/node/system-clock.ts';
import { createMeter, readArguments } from './meter.ts';

/**
 * From the socket to the parsed event. With `sentence` to the row of each event, its sentence included, which the app makes for
 * the rows that somebody looks at.
 */
const { url, warmUp } = readArguments();
const isWhole = process.argv[5] === 'sentence';
const meter = createMeter(warmUp);

function hasRow(text: string): boolean {
  const decoded = decodeMessage(text);
  if (decoded.kind !== 'event') return false;
  if (!isWhole) return decoded.event.event_type !== '';
  return toRow(decoded.event, { seq: 1, serverId: 'a', receivedAt: clock.now(), alert: false }).text !== '';
}

await runAttempt({
  url,
  headers: {},
  transport: createHttpTransport(),
  clock,
  onLive: () => undefined,
  onOversize: () => undefined,
  onMessage(text) {
    if (hasRow(text)) meter.count();
  },
  signal: new AbortController().signal,
});
meter.stop();
