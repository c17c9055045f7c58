import { NO_COMMENTS, NO_IDS, NO_TYPES, type StreamVector } from './stream-vector.ts';

const BOM = '\ufeff';

const BASIC_PARSING: readonly StreamVector[] = [
  { name: 'one-line message in one chunk', stream: 'data: Hello\n\n', standard: [{ data: 'Hello' }] },
  { name: 'one-line message in two chunks', stream: 'data: Hello\n\n', standard: [{ data: 'Hello' }] },
  {
    name: 'two one-line messages in one chunk',
    stream: 'data: Hello\n\ndata: World\n\n',
    standard: [{ data: 'Hello' }, { data: 'World' }],
  },
  {
    name: 'one two-line message in one chunk',
    stream: 'data: Hello\ndata:World\n\n',
    standard: [{ data: 'Hello\nWorld' }],
  },
  { name: 'empty data', stream: 'data:\n\n', standard: [{ data: '' }] },
  {
    name: 'event with specific type',
    stream: 'event: greeting\ndata: Hello\n\n',
    standard: [{ type: 'greeting', data: 'Hello' }],
    differs: NO_TYPES,
  },
  { name: 'default event type', stream: 'data: Hello\n\n', standard: [{ type: 'message', data: 'Hello' }] },
  {
    name: 'event with ID',
    stream: 'id: abc\ndata: Hello\n\n',
    standard: [{ data: 'Hello', lastEventId: 'abc' }],
    differs: NO_IDS,
  },
  {
    name: 'event with type and ID',
    stream: 'event: greeting\nid: abc\ndata: Hello\n\n',
    standard: [{ type: 'greeting', data: 'Hello', lastEventId: 'abc' }],
    differs: NO_TYPES,
  },
  {
    name: 'ID field is ignored if it contains a null',
    stream: 'id: a\0bc\ndata: Hello\n\n',
    standard: [{ data: 'Hello' }],
  },
  {
    name: 'last ID persists if not overridden by later event',
    stream: 'id: abc\ndata: first\n\ndata: second\n\n',
    standard: [
      { data: 'first', lastEventId: 'abc' },
      { data: 'second', lastEventId: 'abc' },
    ],
    differs: NO_IDS,
  },
  {
    name: 'last ID can be overridden by an empty value',
    stream: 'id: abc\ndata: first\n\nid: \ndata: second\n\n',
    standard: [{ data: 'first', lastEventId: 'abc' }, { data: 'second' }],
    differs: NO_IDS,
  },
  {
    name: 'fields in reverse order',
    stream: 'data: Hello\nid: abc\nevent: greeting\n\n',
    standard: [{ type: 'greeting', data: 'Hello', lastEventId: 'abc' }],
    differs: NO_TYPES,
  },
  {
    name: 'unknown field is ignored',
    stream: 'event: greeting\ncolor: blue\ndata: Hello\n\n',
    standard: [{ type: 'greeting', data: 'Hello' }],
    differs: NO_TYPES,
  },
  {
    name: 'fields without leading space',
    stream: 'event:greeting\ndata:Hello\n\n',
    standard: [{ type: 'greeting', data: 'Hello' }],
    differs: NO_TYPES,
  },
  {
    name: 'fields with extra leading space',
    stream: 'event:  greeting\ndata:  Hello\n\n',
    standard: [{ type: ' greeting', data: ' Hello' }],
    differs: NO_TYPES,
  },
  { name: 'field with no colon', stream: 'data\n\ndata\ndata\n\n', standard: [{ data: '' }, { data: '\n' }] },
  { name: 'multi-byte characters', stream: 'data: €豆腐\n\n', standard: [{ data: '€豆腐' }] },
  {
    name: 'multi-byte characters sent in single-byte pieces',
    stream: 'data: €豆腐😀\n\n',
    standard: [{ data: '€豆腐😀' }],
  },
  {
    name: 'many messages in rapid succession',
    stream: Array.from({ length: 100 }, (_, index) => `data: message ${String(index)}\n\n`).join(''),
    standard: Array.from({ length: 100 }, (_, index) => ({ data: `message ${String(index)}` })),
  },
];

const BYTE_ORDER_MARK: readonly StreamVector[] = [
  {
    name: 'BOM at start of stream is stripped',
    stream: `${BOM}data: Hello\n\n`,
    standard: [{ data: 'Hello' }],
  },
  {
    name: 'BOM stripped before first event with type and ID',
    stream: `${BOM}event: greeting\nid: abc\ndata: Hello\n\n`,
    standard: [{ type: 'greeting', data: 'Hello', lastEventId: 'abc' }],
    differs: NO_TYPES,
  },
  {
    name: 'BOM stripped with multiple messages',
    stream: `${BOM}data: First\n\ndata: Second\n\n`,
    standard: [{ data: 'First' }, { data: 'Second' }],
  },
  {
    name: 'BOM only stripped at stream start, not from later data',
    stream: `data: First\n\ndata: ${BOM}Second\n\n`,
    standard: [{ data: 'First' }, { data: `${BOM}Second` }],
  },
  {
    name: 'BOM split across first two chunks',
    stream: `${BOM}data: Hello\n\n`,
    standard: [{ data: 'Hello' }],
  },
  {
    name: 'BOM split byte by byte across chunks',
    stream: `${BOM}data: Hello\n\n`,
    standard: [{ data: 'Hello' }],
  },
  {
    name: 'only first BOM at start is stripped',
    stream: `${BOM}data: ${BOM}Hello\n\n`,
    standard: [{ data: `${BOM}Hello` }],
  },
  { name: 'no BOM - baseline test', stream: 'data: Hello\n\n', standard: [{ data: 'Hello' }] },
  {
    name: 'BOM with multi-line data',
    stream: `${BOM}data: Line1\ndata: Line2\n\n`,
    standard: [{ data: 'Line1\nLine2' }],
  },
  {
    name: 'BOM with comment at start',
    stream: `${BOM}:comment\ndata: Hello\n\n`,
    standard: [{ data: 'Hello' }],
    differs: NO_COMMENTS,
  },
  { name: 'BOM does not affect empty data field', stream: `${BOM}data:\n\n`, standard: [{ data: '' }] },
];

const COMMENTS: readonly StreamVector[] = [
  { name: 'single comment', stream: ':Hello\n', standard: [], differs: NO_COMMENTS },
  { name: 'two comments in a row', stream: ':Hello\n:World\n', standard: [], differs: NO_COMMENTS },
  {
    name: 'comment before event',
    stream: ':Hello\ndata: Hello\n\n',
    standard: [{ data: 'Hello' }],
    differs: NO_COMMENTS,
  },
  {
    name: 'comment after event',
    stream: 'data: Hello\n\n:Hello\n',
    standard: [{ data: 'Hello' }],
    differs: NO_COMMENTS,
  },
];

/** Each of these is sent with LF, with CRLF and with CR. */
const LINEFEEDS: readonly StreamVector[] = [
  { name: 'one-line event', stream: 'data: event 1\n\n', standard: [{ data: 'event 1' }] },
  {
    name: 'one-line event + two-line event',
    stream: 'data: event 1\n\ndata: event 2 line 1\ndata: event 2 line 2\n\n',
    standard: [{ data: 'event 1' }, { data: 'event 2 line 1\nevent 2 line 2' }],
  },
  {
    name: '3-line event with empty line at beginning',
    stream: 'data:\ndata: line2\ndata: line3\n\n',
    standard: [{ data: '\nline2\nline3' }],
  },
  {
    name: '3-line event with empty line in middle',
    stream: 'data: line1\ndata:\ndata: line3\n\n',
    standard: [{ data: 'line1\n\nline3' }],
  },
  {
    name: 'ignores 1 extra empty line',
    stream: 'data: event 1\n\n\ndata: event 2\n\n',
    standard: [{ data: 'event 1' }, { data: 'event 2' }],
  },
  {
    name: 'ignores 2 extra empty lines',
    stream: 'data: event 1\n\n\n\ndata: event 2\n\n',
    standard: [{ data: 'event 1' }, { data: 'event 2' }],
  },
];

const TERMINATORS = { LF: '\n', CRLF: '\r\n', CR: '\r' } as const;

/** Payloads around the sizes of buffers that are in use somewhere. */
const PAYLOAD_SIZES = [
  1, 128, 512, 1_023, 1_024, 1_025, 2_048, 3_999, 4_094, 4_096, 4_098, 6_144, 8_189, 8_192, 8_195, 65_536,
];

/**
 * The streams of LaunchDarkly's sse-contract-tests, by group and name. Written for these tests after what each case
 * examines; https://github.com/launchdarkly/sse-contract-tests
 */
export const CONTRACT_STREAMS: readonly StreamVector[] = [
  ...inGroup('basic parsing', BASIC_PARSING),
  ...inGroup('BOM', BYTE_ORDER_MARK),
  ...inGroup('comments', COMMENTS),
  ...Object.entries(TERMINATORS).flatMap(([name, end]) =>
    inGroup(`linefeeds, ${name} separator`, LINEFEEDS).map((vector) => ({
      ...vector,
      stream: String(vector.stream).replaceAll('\n', end),
    })),
  ),
  {
    name: 'linefeeds: CRLF where CR is end of 1 chunk',
    stream: 'data: Hello\r\ndata: World\r\n\r\ndata: OK\r\n\r\n',
    standard: [{ data: 'Hello\nWorld' }, { data: 'OK' }],
  },
  ...PAYLOAD_SIZES.map((size) => ({
    name: `payload sizes: payload of ${String(size)} bytes is delivered promptly`,
    stream: `data: ${'x'.repeat(size)}\n\n`,
    standard: [{ data: 'x'.repeat(size) }],
  })),
];

function inGroup(group: string, vectors: readonly StreamVector[]): StreamVector[] {
  return vectors.map((vector) => ({ ...vector, name: `${group}: ${vector.name}` }));
}
