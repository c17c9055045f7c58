import { statSync } from 'node:fs';
import { openSqlite } from '../../src/history/store/open-sqlite.ts';
import { readRecording } from './recording.ts';

const BATCH = 1_000;
const PORTION = 50_000;

/** Arguments: place to look for SQLite from, database, recording. The plain way: one row an event, its text as it came. */
const [, , from = '', file = '', recording = ''] = process.argv;
const database = openSqlite({ file, readOnly: false, from });
database.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE event (id INTEGER PRIMARY KEY, raw TEXT);',
);
const insert = database.prepare('INSERT INTO event (id, raw) VALUES (?, ?)');
const cost = { wallMs: 0, cpuMicros: 0 };
let events = 0;
for await (const lines of readRecording(recording, PORTION)) {
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  for (let first = 0; first < lines.length; first += BATCH) {
    database.exec('BEGIN');
    for (const raw of lines.slice(first, first + BATCH)) {
      events += 1;
      insert.run(events, raw);
    }
    database.exec('COMMIT');
  }
  cost.wallMs += performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpu);
  cost.cpuMicros += user + system;
}
database.close();
process.stdout.write(
  `${JSON.stringify({
    eventsPerSecond: (events / cost.wallMs) * 1_000,
    cpuMicros: cost.cpuMicros / events,
    bytesPerEvent: statSync(file).size / events,
  })}\n`,
);
