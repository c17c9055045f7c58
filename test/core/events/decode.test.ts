import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { decodeMessage, toJsonSafe } from '../../../src/core/events/decode.ts';
import { readCaptureMessages } from '../../support/capture-messages.ts';
import { CAPTURES } from '../../support/captures.ts';

function decodeEvent(text: string): HaEvent {
  const decoded = decodeMessage(text);
  if (decoded.kind !== 'event') throw new Error(`not an event: ${JSON.stringify(decoded)}`);
  return decoded.event;
}

function withData(data: string): string {
  return `{"event_type": "t", "data": ${data}, "origin": "LOCAL", "time_fired": ""}`;
}

describe('decodeMessage', () => {
  it('knows the ping, and only that', () => {
    expect(decodeMessage('ping')).toEqual({ kind: 'ping' });
    expect(decodeMessage('ping ')).toEqual({ kind: 'unparsed', why: 'not-json' });
    expect(decodeMessage('"ping"')).toEqual({ kind: 'unparsed', why: 'not-an-event' });
  });

  it.each(CAPTURES)('decodes every message of %s', (name) => {
    const messages = readCaptureMessages(name);
    const kinds = messages.map((text) => decodeMessage(text).kind);
    expect(kinds[0]).toBe('ping');
    expect(kinds.filter((kind) => kind === 'ping').length).toBeGreaterThanOrEqual(2);
    expect(kinds).not.toContain('unparsed');
    expect(kinds.length).toBeGreaterThan(8);
    const first = decodeEvent(messages[1] ?? '');
    expect(first).toMatchObject({ event_type: 'my_event', origin: 'REMOTE' });
    expect(first.data['s']).toBe('zoë ☃ 😀');
    expect(first.data['multi']).toBe('line1\nline2');
  });

  it('has no context before 0.75', () => {
    const [, first] = readCaptureMessages('0.27.2');
    expect(decodeEvent(first ?? '')).not.toHaveProperty('context');
  });

  it.each([
    ['', 'not-json'],
    ['{', 'not-json'],
    ['pong', 'not-json'],
    ['null', 'not-an-event'],
    ['[]', 'not-an-event'],
    ['"text"', 'not-an-event'],
    ['{}', 'not-an-event'],
    ['{"event_type": ""}', 'not-an-event'],
    ['{"event_type": 5}', 'not-an-event'],
    ['{"event_type": "a", "data": []}', 'not-an-event'],
    ['{"event_type": "a", "data": "text"}', 'not-an-event'],
  ])('turns away %s', (text, why) => {
    expect(decodeMessage(text)).toEqual({ kind: 'unparsed', why });
  });

  it('fills in what is missing or misshapen, and keeps what it does not know', () => {
    expect(decodeEvent('{"event_type": "a"}')).toEqual({
      event_type: 'a',
      data: {},
      origin: '',
      time_fired: '',
    });
    expect(
      decodeEvent('{"event_type":"a","data":null,"origin":5,"time_fired":[],"context":"x","new":1}'),
    ).toEqual({
      event_type: 'a',
      data: {},
      origin: '',
      time_fired: '',
      new: 1,
    });
  });

  it('takes a depth up to the limit and refuses more, however deep', () => {
    const nested = (depth: number): string => withData('{"a":'.repeat(depth) + '1' + '}'.repeat(depth));
    expect(decodeMessage(nested(LIMITS.maxJsonDepth - 1)).kind).toBe('event');
    expect(decodeMessage(nested(LIMITS.maxJsonDepth))).toEqual({ kind: 'unparsed', why: 'too-deep' });
    expect(decodeMessage('['.repeat(100_000))).toEqual({ kind: 'unparsed', why: 'too-deep' });
    expect(decodeMessage(nested(100_000))).toEqual({ kind: 'unparsed', why: 'too-deep' });
    expect(decodeMessage(withData(`{"a": "${'['.repeat(1_000)}\\"${'{'.repeat(1_000)}"}`)).kind).toBe(
      'event',
    );
  });

  it('takes parts up to the limit and refuses more, but not what only looks like parts', () => {
    const withList = (items: string[]): string => withData(`{"a":[${items.join(',')}]}`);
    const parts = (text: string): number => text.replaceAll(/"[^"]*"|[^[{,]/g, '').length;
    const few = withList(Array<string>(LIMITS.maxJsonParts / 2 - 10).fill('[]'));
    const many = withList(Array<string>(LIMITS.maxJsonParts / 2).fill('[]'));
    expect(parts(few)).toBeLessThanOrEqual(LIMITS.maxJsonParts);
    expect(parts(many)).toBeGreaterThan(LIMITS.maxJsonParts);
    expect(decodeMessage(few).kind).toBe('event');
    expect(decodeMessage(many)).toEqual({ kind: 'unparsed', why: 'too-many-parts' });
    expect(decodeMessage(withList(Array<string>(100_000).fill('NaN')))).toEqual({
      kind: 'unparsed',
      why: 'too-many-parts',
    });
    expect(decodeMessage(withData(`{"a": "${'[,'.repeat(100_000)}\\"${'{,'.repeat(9)}"}`)).kind).toBe(
      'event',
    );
  });

  it('changes no prototype', () => {
    const text =
      '{"__proto__": {"x": 1}, "event_type": "a", "data": {"__proto__": {"hacked": true}, "n": NaN}}';
    const event = decodeEvent(text);
    expect(Object.getPrototypeOf(event.data)).toBe(Object.prototype);
    expect(Object.keys(event.data)).toEqual(['__proto__', 'n']);
    expect(({} as Record<string, unknown>)['hacked']).toBeUndefined();
    expect(JSON.stringify(toJsonSafe(event.data))).toBe('{"__proto__":{"hacked":true},"n":"NaN"}');
  });
});

describe('NaN and infinities of servers before 2022.7', () => {
  it('survive as numbers', () => {
    const { data } = decodeEvent(withData('{"a": NaN, "b": [Infinity, -Infinity, 1], "c": {"d":NaN}}'));
    expect(data).toEqual({ a: NaN, b: [Infinity, -Infinity, 1], c: { d: NaN } });
  });

  it.each(['~N', '~I', '!~N', '!', '~', 'NaN', '-Infinity', '\\', '"', ': NaN', '\u007eN', 'a\\"NaN'])(
    'leave the text %j beside them alone',
    (text) => {
      const { data } = decodeEvent(
        withData(`{"n": NaN, "t": ${JSON.stringify(text)}, ${JSON.stringify(text)}: 1}`),
      );
      expect(data).toEqual({ n: NaN, t: text, [text]: 1 });
    },
  );

  it('see through escapes that spell a stand-in', () => {
    expect(decodeEvent(withData('{"n": NaN, "t": ["\\u007eN", "\\u0021x", "!\\u007eN"]}')).data['t']).toEqual(
      ['~N', '!x', '!~N'],
    );
  });

  it.each([
    '{"a": 1NaN}',
    '{"a": -NaN}',
    '{"a": NaN1}',
    '{NaN: 1}',
    '{"a": Infinity5}',
    '{"a": nan}',
    '{"a": --Infinity}',
  ])('are not read into %s', (data) => {
    expect(decodeMessage(withData(data))).toEqual({ kind: 'unparsed', why: 'not-json' });
  });

  it('are found wherever Python may write them', () => {
    const leaf = fc.oneof(
      fc.constantFrom(NaN, Infinity, -Infinity),
      fc.constantFrom('NaN', '-Infinity', '~N', '!', '\\NaN', '"NaN"'),
      fc.string({ unit: 'binary' }).filter((text) => !/\p{Cs}/u.test(text)),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('record')),
      record: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { maxKeys: 5 }), fc.boolean(), (data, spaced) => {
        expect(decodeEvent(withData(toPythonJson(data, spaced))).data).toEqual(plain(data));
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  const json = fc.json({ maxDepth: 5 });
  it('never throws and always gets a kind', () => {
    const damaged = fc
      .tuple(json, fc.nat(), fc.constantFrom('"', '\\', '{', 'NaN', '-', '\u0000', ''))
      .map(
        ([text, at, insert]) =>
          text.slice(0, at % (text.length + 1)) + insert + text.slice(at % (text.length + 1)),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), json, damaged), (text) => {
        expect(['ping', 'event', 'unparsed']).toContain(decodeMessage(text).kind);
      }),
      { numRuns: 1_000 },
    );
  });

  it('round-trips the events it may be', () => {
    const event = fc.record({
      event_type: fc.string({ minLength: 1 }),
      data: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
      origin: fc.constantFrom('LOCAL', 'REMOTE'),
      time_fired: fc.string(),
      context: fc.record({
        id: fc.string(),
        parent_id: fc.option(fc.string()),
        user_id: fc.option(fc.string()),
      }),
    });
    fc.assert(
      fc.property(event, (sent) => {
        expect(decodeEvent(JSON.stringify(sent))).toEqual(JSON.parse(JSON.stringify(sent)));
      }),
    );
  });
});

describe('toJsonSafe', () => {
  it('names what JSON has no number for', () => {
    const { data } = decodeEvent(withData('{"a": NaN, "b": [Infinity, {"c": -Infinity}], "d": 1.5}'));
    expect(JSON.stringify(toJsonSafe(data))).toBe('{"a":"NaN","b":["Infinity",{"c":"-Infinity"}],"d":1.5}');
  });

  it('copies only what it changes', () => {
    const value = { a: { b: [1, 'x', null] }, c: [NaN] };
    const safe = toJsonSafe(value) as typeof value;
    expect(safe.a).toBe(value.a);
    expect(safe.c).not.toBe(value.c);
    expect(toJsonSafe(value.a)).toBe(value.a);
  });
});

/** What Python's `json.dumps` writes with its defaults, or with compact separators. */
function toPythonJson(value: unknown, spaced: boolean): string {
  if (typeof value === 'number') return String(Object.is(value, -0) ? 0 : value);
  const gap = spaced ? ' ' : '';
  if (Array.isArray(value)) return `[${value.map((item) => toPythonJson(item, spaced)).join(`,${gap}`)}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}:${gap}${toPythonJson(item, spaced)}`,
    );
    return `{${members.join(`,${gap}`)}}`;
  }
  return JSON.stringify(value);
}

/** The same data with ordinary prototypes, which is what decoding makes. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
