import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../src/core/events/event.ts';
import { toRow } from '../../src/core/events/to-row.ts';
import { EventEntry, EventNews } from '../../src/core/log-entry.ts';
import { decodeMessage } from '../../src/core/stream/decode.ts';
import { createTextStore, type KeptText } from '../../src/core/text-store.ts';
import { readCaptureMessages } from '../support/capture-messages.ts';
import { CAPTURES } from '../support/captures.ts';

describe('EventEntry', () => {
  it.each(CAPTURES)('has, late, the row that each event of %s had on arrival', (name) => {
    const texts = createTextStore(500);
    const arrived = readCaptureMessages(name).flatMap((raw, seq) => {
      const decoded = decodeMessage(raw);
      return decoded.kind === 'event' ? [{ raw, seq, event: decoded.event }] : [];
    });
    const entries = arrived.map(({ raw, seq }) => makeEntry(seq, texts.keep(raw)));
    expect(entries.map(({ raw }) => raw)).toEqual(arrived.map(({ raw }) => raw));
    expect(entries.map(({ row }) => row)).toEqual(arrived.map(({ seq, event }) => rowOnArrival(seq, event)));
    expect(arrived.length).toBeGreaterThan(5);
  });

  it('weighs what its text takes as UTF-8', () => {
    const raw = '{"event_type":"☃"}';
    expect(makeEntry(1, createTextStore().keep(raw)).rawBytes).toBe(raw.length + 2);
  });
});

describe('EventNews', () => {
  it('has a row like any news with one', () => {
    const raw = '{"event_type":"doorbell"}';
    const decoded = decodeMessage(raw);
    if (decoded.kind !== 'event') throw new Error('not an event');
    const news = new EventNews(makeEntry(3, createTextStore().keep(raw)), decoded.event, raw);
    expect('row' in news).toBe(true);
    expect(news).toMatchObject({ kind: 'event', serverId: 'home', at: 1_000, raw });
    expect(news.row).toEqual(rowOnArrival(3, decoded.event));
  });
});

function makeEntry(seq: number, kept: KeptText): EventEntry {
  return new EventEntry(seq, 'home', 'type', 'subject', kept, 1_000, false);
}

function rowOnArrival(seq: number, event: HaEvent): ReturnType<typeof toRow> {
  return toRow(event, { seq, serverId: 'home', receivedAt: 1_000, alert: false });
}
