import { describe, expect, it } from 'vitest';
import { toDroppedJsonLine, toJsonLine } from '../../src/cli/json-line.ts';
import type { MonitorEvent } from '../../src/core/monitor/monitor.ts';
import { parseJsonLines } from './support/json-line-schema.ts';
import {
  AT,
  eventFrom,
  GAP,
  OVERSIZE,
  stateEvent,
  stopped,
  unparsed,
  waiting,
} from './support/monitor-events.ts';

const SERVER = 'http://127.0.0.1:8123';
const TIME = '2026-11-21T12:00:00.123Z';

function parse(event: MonitorEvent): unknown {
  return parseJsonLines(`${String(toJsonLine(event, SERVER))}\n`)[0];
}

describe('toJsonLine', () => {
  it.each([
    { event: stateEvent({ kind: 'idle' }), line: { state: 'idle' } },
    { event: stateEvent({ kind: 'connecting', attempt: 2 }), line: { state: 'connecting' } },
    { event: stateEvent({ kind: 'live', since: AT }), line: { state: 'live' } },
    { event: waiting('refused'), line: { state: 'waiting', reason: 'refused' } },
    { event: stopped('unauthorized'), line: { state: 'stopped', reason: 'unauthorized' } },
  ])('state $line.state', ({ event, line }) => {
    expect(parse(event)).toEqual({ kind: 'state', at: TIME, server: SERVER, ...line });
  });

  it('gap', () => {
    expect(parse(GAP)).toEqual({
      kind: 'gap',
      server: SERVER,
      from: TIME,
      to: '2026-11-21T12:00:07.123Z',
      reason: 'ended',
    });
  });

  it('unparsed text as it came', () => {
    const text = 'not {json\u001b[31m\u009b \u2028 \ud800 "\\';
    expect(parse(unparsed(text))).toEqual({ kind: 'unparsed', at: TIME, server: SERVER, text });
  });

  it('oversize and dropped', () => {
    expect(parse(OVERSIZE)).toEqual({ kind: 'oversize', at: TIME, server: SERVER, bytes: 5_242_880 });
    const dropped = parseJsonLines(`${toDroppedJsonLine(7, AT, SERVER)}\n`)[0];
    expect(dropped).toEqual({ kind: 'dropped', at: TIME, server: SERVER, count: 7 });
  });

  it('an event as sent, to the digit', () => {
    const raw =
      '{"event_type": "x", "data": {"big": 12345678901234567890, "e": 1.10}, "origin": "LOCAL", "time_fired": "t", "extra": [1]}';
    expect(toJsonLine(eventFrom(raw, 5), SERVER)).toBe(
      `{"kind":"event","at":"${TIME}","server":"${SERVER}","seq":5,"event":${raw}}`,
    );
  });

  it('NaN and the infinities as strings', () => {
    const raw =
      '{"event_type":"x","data":{"a":NaN,"b":[-Infinity,{"c":Infinity}]},"origin":"LOCAL","time_fired":"t"}';
    expect(parse(eventFrom(raw))).toMatchObject({
      event: { data: { a: 'NaN', b: ['-Infinity', { c: 'Infinity' }] } },
    });
  });

  it('an event over several lines in one', () => {
    const line = toJsonLine(
      eventFrom('{"event_type":"x",\n"data":{"t":"\u009b31m\u202e"},\n"origin":"","time_fired":""}'),
      SERVER,
    );
    expect(line).toContain('"\\u009b31m\\u202e"');
    expect(parseJsonLines(`${String(line)}\n`)).toHaveLength(1);
  });
});
