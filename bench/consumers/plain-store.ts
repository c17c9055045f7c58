import { createParser } from 'eventsource-parser';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { createMeter, readArguments } from './meter.ts';

/** What most people would write in Node today to keep all events: one table, one insert an event, a transaction a chunk. */
const { url, warmUp } = readArguments();
const meter = createMeter(warmUp, 'main');
const folder = mkdtempSync(join(tmpdir(), 'porchlight-plain-'));
const database = new DatabaseSync(join(folder, 'events.db'));
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
database.exec('CREATE TABLE events (id INTEGER PRIMARY KEY, at INTEGER, type TEXT, text TEXT)');
const insert = database.prepare('INSERT INTO events (at, type, text) VALUES (?, ?, ?)');
const parser = createParser({
  onEvent({ data }) {
    if (data === 'ping') return;
    const event = JSON.parse(data) as { event_type: string };
    insert.run(Date.now(), event.event_type, data);
    meter.count();
  },
});
const decoder = new TextDecoder();
const reader = (await fetch(url)).body?.getReader();
for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
  database.exec('BEGIN');
  parser.feed(decoder.decode(part.value, { stream: true }));
  database.exec('COMMIT');
}
meter.stop();
database.close();
rmSync(folder, { recursive: true, force: true });
