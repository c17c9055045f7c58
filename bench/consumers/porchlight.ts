import { toRow } from '../../src/core/events/to-row.ts';
import { runAttempt } from '../../src/core/stream/attempt.ts';
import { decodeMessage } from '../../src/core/stream/decode.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock as clock } from '../../src/node/system-clock.ts';
import { createMeter, readArguments } from './meter.ts';

/** From the socket to the flat row of the log, for every event, by the parts that the app is made of. */
const { url, warmUp } = readArguments();
const meter = createMeter(warmUp);
await runAttempt({
  url,
  headers: {},
  transport: createHttpTransport(),
  clock,
  onLive: () => undefined,
  onOversize: () => undefined,
  onMessage(text) {
    const decoded = decodeMessage(text);
    if (decoded.kind !== 'event') return;
    const row = toRow(decoded.event, { seq: 1, serverId: 'a', receivedAt: clock.now(), alert: false });
    if (row.text !== '') meter.count();
  },
  signal: new AbortController().signal,
});
meter.stop();
