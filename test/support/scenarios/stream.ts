import { createNumberedEvent, SAMPLE_EVENTS, toMessage } from '../sample-events.ts';
import { PING } from '../scripted-answer.ts';
import type { Piece, ScriptedAnswer } from '../scripted-answer.ts';
import { always } from './scenario.ts';
import type { Scenario, Scenarios } from './scenario.ts';

const MESSAGES = SAMPLE_EVENTS.map(toMessage);
const WHOLE = [PING, ...MESSAGES].join('');

const held = (...body: Piece[]): Scenario => always({ body, then: 'hold' });

/** A ping, the pieces, then the sample events, which must all arrive whatever the pieces were. */
const thenEvents = (...pieces: Piece[]): Scenario => held(PING, ...pieces, ...MESSAGES);

function* forever(first: Piece, piece: Piece): Generator<Piece> {
  yield PING;
  yield first;
  for (;;) yield piece;
}

const endless = (first: string, piece: string): Scenario => ({
  answer: () => ({ body: forever(first, piece.repeat(Math.ceil(65_536 / piece.length))), then: 'hold' }),
});

/** The bytes in packets of that size; 1 cuts every character that has more than one byte. */
function cutEvery(size: number, text: string): Buffer[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}

/** The fewest cuts that each fall inside a character. */
function cutInsideCharacters(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const cuts = [...bytes.keys()].filter((at) => ((bytes[at] ?? 0) & 0xc0) === 0x80);
  return [0, ...cuts].map((from, at) => bytes.subarray(from, cuts[at] ?? bytes.length));
}

function* flood(count: number): Generator<string> {
  yield PING;
  const perPiece = 500;
  for (let from = 0; from < count; from += perPiece) {
    const size = Math.min(perPiece, count - from);
    yield Array.from({ length: size }, (_, at) => toMessage(createNumberedEvent(from + at))).join('');
  }
}

/** A field, the sample events, and a clean end, so that the next connection shows what the field did. */
const fieldThenEnd = (name: string): Scenario => ({
  answer({ argument }): ScriptedAnswer {
    return {
      body: [
        PING,
        `${name}: ${argument}\n\n`,
        `${name}: ${argument}\n${MESSAGES[0] ?? ''}`,
        ...MESSAGES.slice(1),
      ],
    };
  },
});

/** Trouble with how the stream's bytes are put together (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export const STREAM_SCENARIOS: Scenarios = {
  // Sizes. `/huge-event/2000000` is one event of that many characters; the sample events follow.
  'endless-line': endless('data: ', 'a'),
  'endless-data-lines': endless('', 'data: a\n'),
  'endless-comment': endless(': ', 'a'),
  'endless-field-name': endless('', 'a'),
  'huge-event': {
    answer({ argument }) {
      const text = 'x'.repeat(Number(argument || 2_000_000));
      return { body: [PING, toMessage({ ...SAMPLE_EVENTS[1], data: { text } }), ...MESSAGES], then: 'hold' };
    },
  },
  'many-data-lines': thenEvents('data: a\n'.repeat(10_000), '\n'),
  /** `/flood/100000`: that many numbered events as fast as they are read. */
  flood: { answer: ({ argument }) => ({ body: flood(Number(argument || 100_000)), then: 'hold' }) },

  // Line ends and cuts: the sample events come out of each.
  'cr-only': held(WHOLE.replaceAll('\n', '\r')),
  crlf: held(WHOLE.replaceAll('\n', '\r\n')),
  'crlf-cut-apart': held(...WHOLE.replaceAll('\n', '\r\n').split(/(?<=\r)/)),
  'cr-storm': thenEvents('\r'.repeat(1_000_000)),
  'blank-lines': thenEvents('\n'.repeat(100_000)),
  'byte-by-byte': held(...cutEvery(1, WHOLE)),
  'seven-bytes': held(...cutEvery(7, WHOLE)),
  'split-utf8': held(...cutInsideCharacters(WHOLE)),
  'all-at-once': held(WHOLE),

  // Characters.
  bom: held('\ufeff', WHOLE),
  'double-bom': held('\ufeff\ufeff', WHOLE),
  'bad-utf8': thenEvents(
    Buffer.from([
      ...Buffer.from('data: {"event_type":"bad","data":{"text":"'),
      0xff,
      0xc3,
      0x28,
      0xed,
      0xa0,
      0x80,
      ...Buffer.from('"}}\n\n'),
    ]),
  ),
  nul: thenEvents('data: {"event_type":"nul\u0000","data":{}}\n\n', 'data: \u0000\n\n'),
  'lone-surrogate': thenEvents('data: {"event_type":"lone","data":{"text":"\\ud800"}}\n\n'),

  // Fields. `/retry-field/0`, `/id-field/%E4%B8%AD`.
  'retry-field': fieldThenEnd('retry'),
  'id-field': fieldThenEnd('id'),
  'named-events': thenEvents(
    ...['error', 'open', 'close', '__proto__', 'constructor', 'message', 'x'.repeat(1_000_000)].map(
      (name) => `event: ${name}\ndata: {"event_type":"named","data":{}}\n\n`,
    ),
  ),
  'unknown-fields': thenEvents('foo: bar\nDATA: x\n data: y\ndata\n: comment\n\n'),
};
