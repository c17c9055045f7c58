import { createDeflateRaw, deflateRawSync } from 'node:zlib';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { createKeptZlib } from './kept-zlib.ts';

/**
 * Sequence numbers of one block. With a dictionary small blocks deflate as well as large ones, and one event in the
 * middle of a million is read in some 20 us.
 */
export const BLOCK_SEQS = 16;
/**
 * A quarter of what deflate can look back on (https://www.rfc-editor.org/rfc/rfc1951#section-2). All of it is read again for
 * every block: twice as much would save three bytes an event and cost 0.6 us to write it.
 */
export const DICTIONARY_BYTES = 8_192;
/** Deflate's level: 6 would save 12 % of the space for 40 % more time. */
const LEVEL = 3;
/** As much as fits a block and its dictionary; the usual 8 makes larger tables that have to be cleared for each. */
const MEMORY_LEVEL = 7;

const ALERT = 1;
const RECOVERED = 2;
const OWN_ROW = 4;

/** What is kept of one sequence number. */
export interface BlockEntry {
  readonly seq: number;
  readonly serverId: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly alert: boolean;
  readonly recovered: boolean;
  /** A row of our own: `text` is its JSON. Else it is the event's, redacted. */
  readonly isOwnRow: boolean;
  /** UTF-8. */
  readonly text: Uint8Array;
}

/** One of each for all blocks: what they return is copied at once. */
const writer = new ByteWriter(16_384);
const deflater = createKeptZlib(createDeflateRaw, deflateRawSync, { level: LEVEL, memLevel: MEMORY_LEVEL });

/** The block in which a seq stands. */
export function blockOf(seq: number): number {
  return Math.floor(seq / BLOCK_SEQS);
}

/** Entries of one block, in rising order of seq, deflated. `dictionary` is that of their chapter; it may be empty. */
export function packBlock(entries: readonly BlockEntry[], dictionary: Uint8Array): Uint8Array {
  const servers = [...new Set(entries.map(({ serverId }) => serverId))];
  writer.varint(servers.length);
  for (const server of servers) writer.text(server);
  writer.varint(entries.length);
  let previousAt = 0;
  for (const entry of entries) {
    writer.byte(entry.seq % BLOCK_SEQS);
    writer.byte(
      (entry.alert ? ALERT : 0) + (entry.recovered ? RECOVERED : 0) + (entry.isOwnRow ? OWN_ROW : 0),
    );
    writer.varint(servers.indexOf(entry.serverId));
    writer.signed(entry.receivedAt - previousAt);
    writer.varint(entry.text.length);
    previousAt = entry.receivedAt;
  }
  for (const { text } of entries) writer.bytes(text);
  return deflater.run(writer.view(), dictionary).slice();
}

/** The entries of a block that was inflated; their texts are views of it. Throws when it is damaged. */
export function readBlock(id: number, content: Uint8Array): readonly BlockEntry[] {
  const reader = new ByteReader(content);
  const servers = Array.from({ length: reader.varint() }, () => reader.text());
  let receivedAt = 0;
  let textFrom = 0;
  const heads = Array.from({ length: reader.varint() }, () => {
    const seq = id * BLOCK_SEQS + reader.byte();
    const flags = reader.byte();
    const serverId = servers[reader.varint()] ?? '';
    receivedAt += reader.signed();
    const from = textFrom;
    textFrom += reader.varint();
    return { seq, flags, serverId, receivedAt, from, to: textFrom };
  });
  const texts = reader.bytes(textFrom);
  return heads.map((head) => new ReadEntry(head, texts));
}

interface EntryHead {
  readonly seq: number;
  readonly flags: number;
  readonly serverId: string;
  readonly receivedAt: number;
  /** Where its text stands among those of its block. */
  readonly from: number;
  readonly to: number;
}

/** Its text is cut out when it is asked for: of most blocks one entry is read. */
class ReadEntry implements BlockEntry {
  readonly seq: number;
  readonly serverId: string;
  readonly receivedAt: number;
  readonly alert: boolean;
  readonly recovered: boolean;
  readonly isOwnRow: boolean;
  readonly #head: EntryHead;
  readonly #texts: Uint8Array;

  constructor(head: EntryHead, texts: Uint8Array) {
    this.seq = head.seq;
    this.serverId = head.serverId;
    this.receivedAt = head.receivedAt;
    this.alert = (head.flags & ALERT) !== 0;
    this.recovered = (head.flags & RECOVERED) !== 0;
    this.isOwnRow = (head.flags & OWN_ROW) !== 0;
    this.#head = head;
    this.#texts = texts;
  }

  get text(): Uint8Array {
    return this.#texts.subarray(this.#head.from, this.#head.to);
  }
}
