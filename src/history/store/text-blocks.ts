import { deflateSync, inflateSync } from 'node:zlib';
import type { Statements } from './statements.ts';

/** Most events of one block. More would deflate better, but reading one of them would cost more. */
const BLOCK_EVENTS = 64;
/** Bytes of the texts of a block. Deflated, they usually fill a page of the database. */
const BLOCK_BYTES = 28_000;
/** Inflated blocks kept in memory: the rows of a page are usually in the same blocks. */
const KEPT_BLOCKS = 24;

const BLANK = 0x20;

/** The place of an event's text. */
export interface TextPlace {
  readonly block: number;
  /** In bytes of the inflated block. */
  readonly from: number;
  readonly bytes: number;
}

/** The table `text_block`: texts of events that were written one after the other, deflated together. */
export function createTextBlocks(statements: Statements) {
  const inflated = new Map<number, Uint8Array>();
  let open: { readonly id: number; texts: Uint8Array[]; bytes: number; lastKey: number } | null = null;
  let isChanged = false;

  function begin(): NonNullable<typeof open> {
    const last = statements.get<{ id: number | null }>('SELECT max(id) AS id FROM text_block');
    return { id: (last?.id ?? 0) + 1, texts: [], bytes: 0, lastKey: 0 };
  }

  function save(): void {
    if (open === null || !isChanged) return;
    const texts = deflateSync(Buffer.concat(open.texts), { windowBits: 15, memLevel: 8 });
    statements.run(
      'REPLACE INTO text_block (id, last_key, texts) VALUES (?, ?, ?)',
      open.id,
      open.lastKey,
      texts,
    );
    isChanged = false;
  }

  function inflate(id: number): Uint8Array {
    const known = inflated.get(id);
    if (known !== undefined) return known;
    const row = statements.get<{ texts: Uint8Array }>('SELECT texts FROM text_block WHERE id = ?', id);
    if (row === null) throw new Error(`The texts of block ${String(id)} are missing.`);
    const bytes = inflateSync(row.texts);
    const oldest = inflated.size < KEPT_BLOCKS ? undefined : inflated.keys().next().value;
    if (oldest !== undefined) inflated.delete(oldest);
    inflated.set(id, bytes);
    return bytes;
  }

  return {
    add(key: number, text: Uint8Array): TextPlace {
      if (open !== null && (open.texts.length >= BLOCK_EVENTS || open.bytes >= BLOCK_BYTES)) {
        save();
        open = { id: open.id + 1, texts: [], bytes: 0, lastKey: 0 };
      }
      open ??= begin();
      const place = { block: open.id, from: open.bytes, bytes: text.length };
      // Copied, because the buffer of its batch is released or reused.
      open.texts.push(Uint8Array.from(text));
      open.bytes += text.length;
      open.lastKey = Math.max(open.lastKey, key);
      isChanged = true;
      return place;
    },
    /** @throws when the block is missing or damaged. */
    read({ block, from, bytes }: TextPlace): string {
      const texts = open?.id === block ? Buffer.concat(open.texts) : inflate(block);
      return Buffer.from(texts.buffer, texts.byteOffset + from, bytes).toString('utf8');
    },
    /** Overwrites texts. Their bytes stay, because the others of the block are found by their places. */
    blank(places: readonly TextPlace[]): void {
      for (const id of new Set(places.map(({ block }) => block))) {
        const texts = Uint8Array.from(open?.id === id ? Buffer.concat(open.texts) : inflate(id));
        for (const { block, from, bytes } of places) if (block === id) texts.fill(BLANK, from, from + bytes);
        if (open?.id === id) {
          open.texts = [texts];
          isChanged = true;
        } else {
          inflated.set(id, texts);
          statements.run(
            'UPDATE text_block SET texts = ? WHERE id = ?',
            deflateSync(texts, { windowBits: 15, memLevel: 8 }),
            id,
          );
        }
      }
    },
    /** Writes the block that is being filled. */
    save,
    /** Drops unsaved texts and the cache. */
    reset(): void {
      open = null;
      isChanged = false;
      inflated.clear();
    },
  };
}
