import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Saved } from '../../core/rules/engine.ts';
import { writeWhole } from '../../node/whole-file.ts';
import { readPrivateFile } from '../settings/private-file.ts';

const fileSchema = z.object({
  version: z.literal(1),
  /** Epoch ms. */
  savedAt: z.number(),
  waits: z
    .array(
      z.object({
        rule: z.string().max(64),
        serverId: z.string().max(64),
        thing: z.string().max(600),
        sinceAt: z.number(),
        seq: z.number().int().nullable(),
        isTold: z.boolean(),
      }),
    )
    .max(10_000),
  counts: z
    .array(
      z.object({
        rule: z.string().max(64),
        serverId: z.string().max(64),
        thing: z.string().max(600),
        at: z.array(z.number()).max(100),
      }),
    )
    .max(1_000)
    .default([]),
});
type Waits = Omit<z.infer<typeof fileSchema>, 'version'>;

/** What rules wait for and have counted, from one run to the next, in `waits.json`. Ids and moments alone, and nothing that an event said. */
export function openWaitsFile(folder: string) {
  const path = join(folder, 'waits.json');
  let written = '';
  return {
    /** A file that can't be read has nothing to tell: what is so now is asked from the servers. */
    read(): Waits {
      const read = readPrivateFile(path);
      const parsed = fileSchema.safeParse(read.kind === 'read' ? read.document : null);
      return parsed.success ? parsed.data : { savedAt: 0, waits: [], counts: [] };
    },
    /**
     * Writes when there is something new, or when this is the end of a run. A disk that is full costs no more than what
     * could be found out again.
     */
    save(saved: Saved, savedAt: number, isEnd: boolean): void {
      const text = JSON.stringify(saved);
      if (text === written && !isEnd) return;
      try {
        if (saved.waits.length + saved.counts.length === 0) rmSync(path, { force: true });
        else writeWhole(path, `${JSON.stringify({ version: 1, savedAt, ...saved })}\n`);
        written = text;
      } catch {
        // The next time may be better.
      }
    },
  };
}
