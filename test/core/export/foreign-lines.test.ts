import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJsonLine } from '../../../src/cli/json-line.ts';
import { toStoredJsonLine } from '../../../src/cli/stored-line.ts';
import { splitFrames } from '../../../src/core/export/foreign-lines.ts';
import { parseCaptureLine, type CaptureLine } from '../../../src/core/export/parse-capture.ts';
import { haEvent } from '../../support/event-builders.ts';
import { AT, toStored } from './fake-search.ts';

const parse = (line: string): CaptureLine => parseCaptureLine(line, 9, 0);

/** Digits that a number of JavaScript would lose. */
const RAW =
  '{"event_type": "x", "data": {"big": 12345678901234567890, "event": {"event": 1}}, "origin": "", "time_fired": ""}';

describe('what Porchlight prints itself', () => {
  it.each(['Home', 'http://a:8123', 'a ","event":{} b', '家'])(
    'of tail --json, from the server %j',
    (server) => {
      const event = haEvent('x');
      const line = toJsonLine(
        { kind: 'event', seq: 4, serverId: 's', at: AT, alert: false, event, raw: RAW },
        server,
      );
      expect(parse(line ?? '')).toEqual({
        kind: 'event',
        seq: 9,
        serverId: server,
        receivedAt: AT,
        alert: false,
        recovered: false,
        raw: RAW,
      });
    },
  );

  it('of history --json', () => {
    const stored = { ...toStored(3, haEvent('x'), { recovered: true }), raw: RAW };
    expect(parse(toStoredJsonLine(stored, () => 'Home'))).toMatchObject({
      kind: 'event',
      serverId: 'Home',
      recovered: true,
      raw: RAW,
    });
  });

  it('with its gaps and what could not be decoded', () => {
    expect(
      parse('{"kind":"gap","server":"Home","from":"2026-11-21T19:56:35.003Z","to":"","reason":"ended"}'),
    ).toMatchObject({
      kind: 'own',
      serverId: 'Home',
      at: AT + 3,
      own: { rowKind: 'gap', text: 'Disconnected (ended)' },
    });
    expect(
      parse('{"kind":"unparsed","at":"2026-11-21T19:56:35.003Z","server":"Home","text":"<oops>"}'),
    ).toMatchObject({
      kind: 'event',
      raw: '<oops>',
    });
  });

  it('of a JSON export: a list with an event on each line', () => {
    expect(['[', `${RAW},`, RAW, ']'].map((line) => parse(line))).toMatchObject([
      { kind: 'blank' },
      { kind: 'event', raw: RAW },
      { kind: 'event', raw: RAW },
      { kind: 'blank' },
    ]);
  });
});

describe("a frame of Home Assistant's WebSocket", () => {
  const frame = `{"id":18,"type":"event","event":${RAW}}`;

  it.each([frame, `< ${frame}`, `{"type":"event","event":${RAW},"id":18}`])('%s', (line) => {
    const parsed = parse(line);
    expect(parsed).toMatchObject({ kind: 'event', serverId: 'capture' });
    expect(parsed.kind === 'event' && JSON.parse(parsed.raw)).toEqual(JSON.parse(RAW));
  });

  it('in a list of several', () => {
    const lines = splitFrames(`[${frame},${frame},{"id":19,"type":"result","success":true}]`);
    expect(lines.map((line) => parse(line ?? '').kind)).toEqual(['event', 'event', 'blank']);
  });

  it.each(['[1,2', '[', 'x', '{}'])('leaves %j as it is', (line) => {
    expect(splitFrames(line)).toEqual([line]);
  });

  it('is told from an event with an id and a type of its own', () => {
    const raw =
      '{"id":1,"type":"event","event":{"a":1},"event_type":"x","data":{},"origin":"","time_fired":""}';
    expect(parse(raw)).toMatchObject({ kind: 'event', raw });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('kind', 'id', 'type'), (json, key) => {
        parse(`{"${key}":${json}}`);
        parse(`{"${key}":"event","event":${json}}`);
        for (const line of splitFrames(`[${json}]`)) parse(line ?? '');
        for (const line of splitFrames(`[{"a":${json}}`)) parse(line ?? '');
      }),
    );
  });
});
