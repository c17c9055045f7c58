import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toExportItem } from '../../../src/core/export/export-item.ts';
import { toNdjsonLine } from '../../../src/core/export/ndjson.ts';
import { parseCaptureLine, type CaptureLine } from '../../../src/core/export/parse-capture.ts';
import { CAPTURES, readCapture } from '../../support/captures.ts';
import { readCaptureMessages } from '../../support/capture-messages.ts';
import { haEvent } from '../../support/event-builders.ts';
import { AT, toStored, toStoredRow } from './fake-search.ts';

const context = (name = 'Home') => ({ serverName: () => name, redact: <T>(event: T): T => event });

const parse = (line: string): CaptureLine => parseCaptureLine(line, 9, 0);

describe('our own NDJSON', () => {
  it.each(['Home', ',"porchlight":{}}', 'a "quoted" \\ {name}', '家'])(
    'comes back exactly, of %j',
    (name) => {
      const raw =
        '{"event_type": "x", "data": {"big": 12345678901234567890}, "origin": "", "time_fired": ""}';
      const stored = { ...toStored(3, haEvent('x'), { alert: true, recovered: true }), raw };
      expect(parse(toNdjsonLine(toExportItem(stored, context(name))))).toEqual({
        kind: 'event',
        seq: 9,
        raw,
        serverId: name,
        receivedAt: AT + 3,
        recovered: true,
        alert: true,
      });
    },
  );

  it('comes back from whatever an event holds', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, name) => {
        const event = haEvent('x', { value: JSON.parse(json) as unknown, porchlight: { a: {} } });
        const stored = toStored(1, event);
        const line = parse(toNdjsonLine(toExportItem(stored, context(name))));
        expect(line).toMatchObject({
          kind: 'event',
          raw: stored.raw,
          serverId: name === '' ? 'capture' : name.slice(0, 64),
        });
      }),
    );
  });

  it('has its gaps, and what could not be decoded', () => {
    const gap = toStoredRow(1, { text: 'Disconnected', at: AT - 5_000 });
    const line = parse(toNdjsonLine(toExportItem(gap, context())));
    expect(line).toMatchObject({
      kind: 'own',
      own: { rowKind: 'gap', text: 'Disconnected', tone: 'bad' },
      at: AT - 5_000,
    });
    const broken = toStoredRow(2, { kind: 'unparsed', text: '<oops>' }, '<oops>');
    const again = parse(toNdjsonLine(toExportItem(broken, context())));
    expect(again).toMatchObject({ kind: 'event', seq: 9, raw: '<oops>' });
  });

  it('is understood when another program wrote it anew', () => {
    const line =
      '{"porchlight":{"received_at":"2026-11-21T19:56:35.003Z","server":"Home"},"data":{},"event_type":"x"}';
    expect(parse(line)).toMatchObject({
      kind: 'event',
      raw: '{"data":{},"event_type":"x"}',
      serverId: 'Home',
      receivedAt: AT + 3,
    });
  });
});

describe('what others recorded', () => {
  it('a plain event, with the time it was fired', () => {
    const raw = JSON.stringify(haEvent('x'));
    const line = parse(raw);
    expect(line).toMatchObject({
      kind: 'event',
      raw,
      serverId: 'capture',
      alert: false,
      recovered: false,
      receivedAt: Date.UTC(2026, 10, 21, 19, 56, 32, 274),
    });
  });

  it.each(CAPTURES)('the stream of a real server, %s', (name) => {
    const { head, body } = readCapture(name);
    const lines = `${head}\n${new TextDecoder().decode(body)}`.split('\n').map(parse);
    const sent = readCaptureMessages(name).filter((message) => message !== 'ping');
    expect(lines.flatMap((line) => (line.kind === 'event' ? [line.raw] : []))).toEqual(sent);
    expect(lines.filter(({ kind }) => kind === 'skipped')).toEqual([]);
  });

  it.each([
    ['', 'blank'],
    ['  \r', 'blank'],
    [': comment', 'blank'],
    ['data: ping', 'blank'],
    ['event: message', 'blank'],
    ['1f3', 'blank'],
    ['\uFEFF', 'blank'],
    ['hello', 'skipped'],
    ['{"a":1}', 'skipped'],
    ['{"event_type":"x"', 'skipped'],
    ['[1,2]', 'skipped'],
    ['[', 'blank'],
    [']', 'blank'],
    ['{"type":"auth","access_token":"secret"}', 'blank'],
    ['{"id":1,"type":"result","success":true,"result":null}', 'blank'],
    ['{"kind":"state","at":"","server":"Home","state":"live"}', 'blank'],
    ['{"kind":"unknown"}', 'skipped'],
    ['data: <oops>', 'skipped'],
    ['{"porchlight":{"kind":"event"}}', 'skipped'],
    ['{"porchlight":7}', 'skipped'],
  ])('%j is %s', (line, kind) => {
    expect(parse(line).kind).toBe(kind);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (line) => {
        parse(line);
        parse(`data: ${line}`);
        parse(`{"event_type":"x","porchlight":${line}}`);
      }),
    );
  });
});
