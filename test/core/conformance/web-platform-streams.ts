import { NO_IDS, NO_TYPES, type StreamVector } from './stream-vector.ts';

const BOM = '\ufeff';
const LONG = 'x'.repeat(2_048);

/** Id values with NUL, which the standard ignores. */
const NULL_IDS = ['\0\0', 'x\0', '\0x', 'x\0x', ' \0'];

/**
 * The streams of web-platform-tests `eventsource/` that need no browser, by the name of their file. Written for these
 * tests after what each file examines; https://github.com/web-platform-tests/wpt/tree/master/eventsource
 */
export const WEB_PLATFORM_STREAMS: readonly StreamVector[] = [
  {
    name: 'event-data',
    stream: 'data:msg\ndata: msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\ndata\n\ndata:end\n\n',
    standard: [{ data: 'msg\nmsg' }, { data: '' }, { data: 'end' }],
  },
  {
    name: 'format-bom',
    stream: `${BOM}data:first\n\n${BOM}data:second\n\ndata:third\n\n`,
    standard: [{ data: 'first' }, { data: 'third' }],
  },
  {
    name: 'format-bom-2 (two byte order marks)',
    stream: `${BOM}${BOM}data:first\n\ndata:second\n\ndata:third\n\n`,
    standard: [{ data: 'second' }, { data: 'third' }],
  },
  {
    name: 'format-comments',
    stream: `data:1\r:\0\n:\r\ndata:2\n:${LONG}\rdata:3\n:data:hidden\r:${LONG}\ndata:4\n\n\n`,
    standard: [{ data: '1\n2\n3\n4' }],
  },
  {
    name: 'format-data-before-final-empty-line',
    stream: 'retry:1000\ndata:whole\n\nid:kept\ndata:cut off',
    standard: [{ data: 'whole' }],
  },
  {
    name: 'format-field-data',
    stream: 'data:\n\ndata\ndata\n\ndata:test\n\n',
    standard: [{ data: '' }, { data: '\n' }, { data: 'test' }],
  },
  {
    name: 'format-field-event',
    stream: 'event:named\ndata:x\n\ndata:x\n\n',
    standard: [{ type: 'named', data: 'x' }, { data: 'x' }],
    differs: NO_TYPES,
  },
  {
    name: 'format-field-event-empty',
    stream: 'event: \ndata:x\n\nevent\ndata:y\n\n',
    standard: [{ data: 'x' }, { data: 'y' }],
  },
  {
    name: 'format-field-id',
    stream: 'id:…\ndata:hello\n\n',
    standard: [{ data: 'hello', lastEventId: '…' }],
    differs: NO_IDS,
  },
  {
    name: 'format-field-id-2',
    stream: 'id: …\ndata:hello\n\ndata:again\n\n',
    standard: [
      { data: 'hello', lastEventId: '…' },
      { data: 'again', lastEventId: '…' },
    ],
    differs: NO_IDS,
  },
  {
    name: 'format-field-id-3 (persists)',
    stream: 'id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\ndata: d\n\n',
    standard: [
      { data: 'a', lastEventId: '1' },
      { data: 'b', lastEventId: '1' },
      { data: 'c', lastEventId: '2' },
      { data: 'd', lastEventId: '2' },
    ],
    differs: NO_IDS,
  },
  {
    name: 'format-field-id-3 (a block of its own)',
    stream: 'id: 1\n\ndata: a\n\n',
    standard: [{ data: 'a', lastEventId: '1' }],
    differs: NO_IDS,
  },
  {
    name: 'format-field-id-3 (resets)',
    stream: 'id: 1\ndata: a\n\nid:\ndata: b\n\ndata: c\n\n',
    standard: [{ data: 'a', lastEventId: '1' }, { data: 'b' }, { data: 'c' }],
    differs: NO_IDS,
  },
  {
    name: 'format-field-id-3 (resets, id without colon)',
    stream: 'id: 1\ndata: a\n\nid\ndata: b\n\ndata: c\n\n',
    standard: [{ data: 'a', lastEventId: '1' }, { data: 'b' }, { data: 'c' }],
    differs: NO_IDS,
  },
  ...NULL_IDS.map((id) => ({
    name: `format-field-id-null (${JSON.stringify(id)})`,
    stream: `id:${id}\ndata:hello\n\ndata:hello\n\n`,
    standard: [{ data: 'hello' }, { data: 'hello' }],
  })),
  {
    name: 'format-field-parsing',
    stream:
      'data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n',
    standard: [{ data: '\0\n 2\n1\n3\n\n4' }],
  },
  { name: 'format-field-retry', stream: 'retry:03000\ndata:x\n\n', standard: [{ data: 'x' }] },
  {
    name: 'format-field-retry-bogus',
    stream: 'retry:3000\nretry:1000x\ndata:x\n\n',
    standard: [{ data: 'x' }],
  },
  {
    name: 'format-field-retry-bogus-2',
    stream: 'retry:-1\nretry:1e3\ndata:x\n\n',
    standard: [{ data: 'x' }],
  },
  { name: 'format-field-retry-empty', stream: 'retry\nretry:\ndata:test\n\n', standard: [{ data: 'test' }] },
  {
    name: 'format-field-unknown',
    stream: 'data:test\n data\ndata\nfoobar:xxx\njusttext\n:a comment\ndata:test\n\n',
    standard: [{ data: 'test\n\ntest' }],
  },
  {
    name: 'format-leading-space',
    stream: 'data:\ttest\rdata: \ndata:test\n\n',
    standard: [{ data: '\ttest\n\ntest' }],
  },
  {
    name: 'format-newlines',
    stream: 'data:test\r\ndata\ndata:test\r\n\r',
    standard: [{ data: 'test\n\ntest' }],
  },
  { name: 'format-null-character', stream: 'data:\0\n\n\n\n', standard: [{ data: '\0' }] },
  { name: 'format-utf-8', stream: 'data:ok…\n\n', standard: [{ data: 'ok…' }] },
  {
    name: 'format-utf-8 (bytes that are no UTF-8)',
    stream: Uint8Array.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0xe2, 0x82, 0x0a, 0x0a]),
    standard: [{ data: '\ufffd\ufffd' }],
  },
];
