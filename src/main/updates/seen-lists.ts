import { join } from 'node:path';
import * as z from 'zod';
import { writeWhole } from '../../node/whole-file.ts';
import { readPrivateFile } from '../settings/private-file.ts';

const fileSchema = z.object({
  version: z.literal(1),
  /** By the name of the list, epoch ms. */
  lists: z.record(z.string().max(80), z.object({ lookedAt: z.number(), signedAt: z.number() })),
});

/** When a list was last looked at, and when the newest one that was ever seen was signed. */
export interface Seen {
  /** Epoch ms. */
  readonly lookedAt: number;
  /** Epoch ms. */
  readonly signedAt: number;
}

export interface SeenLists {
  read(name: string): Seen | null;
  save(name: string, seen: Seen): void;
}

/** Keeps it in `updates.json`, so that an older list is refused also after a restart. */
export function openSeenLists(folder: string): SeenLists {
  const path = join(folder, 'updates.json');
  const read = readPrivateFile(path);
  const parsed = fileSchema.safeParse(read.kind === 'read' ? read.document : null);
  const lists = new Map(parsed.success ? Object.entries(parsed.data.lists) : []);
  return {
    read: (name) => lists.get(name) ?? null,
    save(name, seen) {
      lists.set(name, seen);
      try {
        writeWhole(path, `${JSON.stringify({ version: 1, lists: Object.fromEntries(lists) })}\n`);
      } catch {
        // On a full disk this run still knows it.
      }
    },
  };
}
