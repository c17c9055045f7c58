import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { recordStream } from '../recorded-stream.ts';

/** Events of one lap: some 22 hours of the demo home, each lap two days later and with other events. */
const LAP_EVENTS = 50_000;
const DAY_MS = 86_400_000;
const FIRST_DAY = '2026-11-21';
const SECOND_DAY = '2026-11-22';

/** Writes so many events, one a line, the same each time. Resolves with their bytes without line ends. */
export async function writeRecording(file: string, events: number): Promise<number> {
  const out = createWriteStream(file);
  let bytes = 0;
  for (let lap = 0; lap * LAP_EVENTS < events; lap += 1) {
    const texts = recordStream(Math.min(LAP_EVENTS, events - lap * LAP_EVENTS), lap + 1);
    const lines = texts.map((text) => shiftDays(text, lap * 2)).join('\n');
    bytes += Buffer.byteLength(lines) - texts.length + 1;
    if (!out.write(`${lines}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return bytes;
}

function shiftDays(text: string, days: number): string {
  if (days === 0) return text;
  return text
    .replaceAll(SECOND_DAY, dayAfter(SECOND_DAY, days))
    .replaceAll(FIRST_DAY, dayAfter(FIRST_DAY, days));
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The lines of a recording in portions, so that reading can be kept out of what is measured. */
export async function* readRecording(file: string, portion: number): AsyncGenerator<readonly string[], void> {
  let lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    lines.push(line);
    if (lines.length < portion) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}
