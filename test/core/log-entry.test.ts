import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../src/core/events/event.ts';
import { toRow } from '../../src/core/events/to-row.ts';
import { MessageEntry, type Reading } from '../../src/core/log-entry.ts';
import { decodeMessage } from '../../src/core/stream/decode.ts';
import { createTextStore, type TextStore } from '../../src/core/text-store.ts';
import { readCaptureMessages } from '../support/capture-messages.ts';
import { CAPTURES } from '../support/captures.ts';

const DOORBELL = '{"event_type":"doorbell","data":{"entity_id":"light.porch"}}';
const BROKEN = '{"event_type":"doorbell","data":{"entity_id":}}';

describe('MessageEntry', () => {
  it.each(CAPTURES)('has, late, the row that each event of %s had on arrival', (name) => {
    const texts = createTextStore(500);
    const arrived = readCaptureMessages(name).flatMap((raw, seq) => {
      const decoded = decodeMessage(raw);
      return decoded.kind === 'event' ? [{ raw, seq, event: decoded.event }] : [];
    });
    for (const reading of ['event', 'skimmed'] as const) {
      const entries = arrived.map(({ raw, seq }) => makeEntry(texts, raw, reading, seq));
      expect(entries.map(({ raw }) => raw)).toEqual(arrived.map(({ raw }) => raw));
      expect(entries.map(({ row }) => row)).toEqual(
        arrived.map(({ seq, event }) => rowOnArrival(seq, event)),
      );
    }
    expect(arrived.length).toBeGreaterThan(5);
  });

  it('weighs what its text takes as UTF-8', () => {
    const raw = '{"event_type":"☃"}';
    expect(makeEntry(createTextStore(), raw, 'event').rawBytes).toBe(raw.length + 2);
  });

  it('knows the subject of a skimmed one when it is asked', () => {
    const entry = makeEntry(createTextStore(), DOORBELL, 'skimmed');
    expect(entry.reading).toBe('skimmed');
    expect(entry.subject).toBe('light.porch');
    expect(entry.reading).toBe('event');
  });

  it.each<[string, (entry: MessageEntry) => unknown]>([
    ['row', (entry) => entry.row],
    ['subject', (entry) => entry.subject],
    ['event', (entry) => entry.read()],
  ])('tells once that a skimmed one is none, when its %s is asked for', (_, ask) => {
    const told: [number, string, string][] = [];
    const entry = makeEntry(createTextStore(), BROKEN, 'skimmed', 7, ({ seq, type }, skimmedType) =>
      told.push([seq, type, skimmedType]),
    );
    ask(entry);
    ask(entry);
    expect(told).toEqual([[7, '', 'type']]);
    expect(entry).toMatchObject({ reading: 'unparsed', type: '', subject: '', wasBroken: true });
    expect(entry.row).toMatchObject({ kind: 'unparsed', text: BROKEN, at: 1_000, seq: 7 });
  });

  it('forgets everything when it is written again', () => {
    const texts = createTextStore();
    const entry = makeEntry(texts, BROKEN, 'skimmed');
    expect(entry.row.kind).toBe('unparsed');
    entry.place(8, 'other', 2_000, texts.keep(DOORBELL));
    entry.describe('skimmed', 'doorbell', null, true);
    expect(entry).toMatchObject({ seq: 8, serverId: 'other', wasBroken: false, subject: 'light.porch' });
    expect(entry.row).toMatchObject({ seq: 8, kind: 'event', type: 'doorbell', alert: true });
  });
});

function makeEntry(
  texts: TextStore,
  raw: string,
  reading: Reading,
  seq = 1,
  onBroken: (entry: MessageEntry, skimmedType: string) => void = () => undefined,
): MessageEntry {
  const entry = new MessageEntry(onBroken);
  entry.place(seq, 'home', 1_000, texts.keep(raw));
  entry.describe(reading, 'type', reading === 'skimmed' ? null : 'subject', false);
  return entry;
}

function rowOnArrival(seq: number, event: HaEvent): ReturnType<typeof toRow> {
  return toRow(event, { seq, serverId: 'home', receivedAt: 1_000, alert: false });
}
