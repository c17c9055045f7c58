import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { HistorySettings } from '../../src/core/history/history.ts';
import { DEFAULT_REDACTION } from '../../src/core/redaction/default-rules.ts';
import { openHistory } from '../../src/history/worker/history-client.ts';
import { createKeyAllocator } from '../../src/core/log/keys.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { readRecording } from './recording.ts';

/** How far appending may run ahead of writing: what a burst of some seconds does. */
const BACKLOG_BYTES = 24 * 1_048_576;
const PORTION = 50_000;

const SETTINGS: HistorySettings = {
  keep: true,
  maxBytes: 8 * 1_073_741_824,
  maxAgeMs: Number.MAX_SAFE_INTEGER,
  redaction: DEFAULT_REDACTION,
};

/** Epoch ms at which the event was fired: as if it had come at once. */
function firedAt(raw: string): number {
  return Date.parse(/"time_fired":"([^"]{23})/.exec(raw)?.[1]?.concat('Z') ?? '');
}

/** Arguments: worker, database, recording. Appends everything as quickly as it is written, and prints what that cost. */
const [, , workerPath = '', file = '', recording = ''] = process.argv;
const { history } = await openHistory({
  workerPath,
  file,
  settings: SETTINGS,
  clock: systemClock,
});
const cost = { wallMs: 0, cpuMicros: 0, appendMs: 0 };
const keys = createKeyAllocator();
let events = 0;
for await (const lines of readRecording(recording, PORTION)) {
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  for (let from = 0; from < lines.length; from += 500) {
    const beforeMs = performance.now();
    for (const raw of lines.slice(from, from + 500)) {
      const receivedAt = firedAt(raw);
      history.append({
        kind: 'event',
        seq: keys.next(receivedAt).key,
        serverId: 'home',
        receivedAt,
        alert: false,
        recovered: false,
        raw,
      });
      events += 1;
    }
    cost.appendMs += performance.now() - beforeMs;
    while (history.backlogBytes() > BACKLOG_BYTES) await wait(5);
  }
  await history.flush();
  cost.wallMs += performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpu);
  cost.cpuMicros += user + system;
}
await history.close();
process.stdout.write(
  `${JSON.stringify({
    eventsPerSecond: (events / cost.wallMs) * 1_000,
    cpuMicros: cost.cpuMicros / events,
    appendMicros: (cost.appendMs / events) * 1_000,
    bytesPerEvent: statSync(file).size / events,
  })}\n`,
);
