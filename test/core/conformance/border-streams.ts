import { NO_IDS, NO_RETRY, NO_TYPES, type StreamVector } from './stream-vector.ts';

const BOM = '\ufeff';

/** Streams that no suite has and a hostile or clumsy server can send. */
export const BORDER_STREAMS: readonly StreamVector[] = [
  {
    name: 'a server speaks as `error`',
    stream: 'event: error\ndata: 1\n\ndata: 2\n\n',
    standard: [{ type: 'error', data: '1' }, { data: '2' }],
    differs: NO_TYPES,
  },
  {
    name: 'a server speaks as `open`',
    stream: 'event: open\ndata: 1\n\ndata: 2\n\n',
    standard: [{ type: 'open', data: '1' }, { data: '2' }],
    differs: NO_TYPES,
  },
  {
    name: 'a type named `__proto__`',
    stream: 'event: __proto__\ndata: 1\n\n',
    standard: [{ type: '__proto__', data: '1' }],
    differs: NO_TYPES,
  },
  {
    name: 'an id that no header can carry',
    stream: 'id: \u0001\ndata: 1\n\n',
    standard: [{ data: '1', lastEventId: '\u0001' }],
    differs: NO_IDS,
  },
  { name: '`retry: 0`', stream: 'retry: 0\ndata: 1\n\n', standard: [{ data: '1' }], differs: NO_RETRY },
  {
    name: '`retry` beyond every timer',
    stream: 'retry: 99999999999\ndata: 1\n\n',
    standard: [{ data: '1' }],
    differs: NO_RETRY,
  },
  {
    name: 'three byte order marks',
    stream: `${BOM}${BOM}${BOM}data: 1\n\ndata: 2\n\n`,
    standard: [{ data: '2' }],
  },
  {
    name: 'a byte order mark and nothing else on its line',
    stream: `${BOM}\ndata: 1\n\n`,
    standard: [{ data: '1' }],
  },
  { name: 'half a byte order mark', stream: Uint8Array.from([0xef, 0xbb, 0x0a, 0x0a]), standard: [] },
  {
    name: 'a byte order mark inside a character',
    stream: Uint8Array.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xf0, 0xef, 0xbb, 0xbf, 0x0a, 0x0a]),
    standard: [{ data: '\ufffd\ufeff' }],
  },
  {
    name: 'a storm of CR',
    stream: `data: 1${'\r'.repeat(500)}data: 2\r\r`,
    standard: [{ data: '1' }, { data: '2' }],
  },
  {
    name: 'CR, then LF CR',
    stream: 'data: 1\r\n\rdata: 2\n\r\ndata: 3\r\r',
    standard: [{ data: '1' }, { data: '2' }, { data: '3' }],
  },
  { name: 'an empty stream', stream: '', standard: [] },
  { name: 'an event without its blank line', stream: 'data: 1\n', standard: [] },
  {
    name: 'U+2028, U+0085 and form feed end no line',
    stream: 'data: a\u2028b\u0085c\fd\n\n',
    standard: [{ data: 'a\u2028b\u0085c\fd' }],
  },
];
