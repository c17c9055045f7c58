import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import { writeWhole } from '../../node/whole-file.ts';
import { readPrivateFile } from '../settings/private-file.ts';

/** A run that lasted so long was no bad start. However it ends, that is not counted. */
const STEADY_MS = 600_000;
/** A part that dies again within this time is in trouble. */
const SHORT_MS = 60_000;
/** Runs that crashed, one after the other. After a single one nothing is offered: somebody may have ended it. */
const CRASHES_IN_A_ROW = 2;

const fileSchema = z.object({
  version: z.literal(1),
  /** When the computer was started, in whatever form. */
  boot: z.string().max(100),
  /** It has neither ended in order nor lasted. */
  isOpen: z.boolean(),
  /** Runs before it that crashed, one after the other. */
  crashes: z.number().int().min(0).max(1_000),
  /** A part that died again and again in it. */
  trouble: z.enum(['window', 'history']).nullable(),
});
type Run = z.infer<typeof fileSchema>;

/** Why a start in safe mode is offered: the last runs crashed, or a part of the last one did. */
export type Trouble = 'runs' | 'window' | 'history';

export type RunRecord = ReturnType<typeof beginRun>;

/**
 * Notes in `run.json` that a run began, so that the next one knows whether this one ended in order. A computer that was
 * started anew meanwhile had no power or was switched off, and that is no crash. Call it only as the single instance.
 */
export function beginRun({
  folder,
  clock,
  boot = readBoot(clock.now()),
}: {
  readonly folder: string;
  readonly clock: Clock;
  readonly boot?: string;
}) {
  const path = join(folder, 'run.json');
  const read = readPrivateFile(path);
  const last = fileSchema.safeParse(read.kind === 'read' ? read.document : null).data;
  const hasCrashed = last?.isOpen === true && last.boot === boot;
  const crashes = hasCrashed ? Math.min(last.crashes + 1, 1_000) : 0;
  let run: Run = { version: 1, boot, isOpen: true, crashes, trouble: null };
  const deaths = new Map<string, number>();

  function write(next: Run): void {
    run = next;
    try {
      writeWhole(path, JSON.stringify(run));
    } catch {
      // Then the next start offers nothing.
    }
  }

  write(run);
  const cancel = clock.after(STEADY_MS, () => {
    write({ ...run, isOpen: false, crashes: 0, trouble: null });
  });

  return {
    /** `null` where nothing is to be offered. */
    trouble: ((): Trouble | null => (crashes >= CRASHES_IN_A_ROW ? 'runs' : (last?.trouble ?? null)))(),
    /** A part of the app died and is started again. */
    died(part: 'window' | 'history'): void {
      const now = clock.monotonic();
      const before = deaths.get(part);
      deaths.set(part, now);
      if (before !== undefined && now - before < SHORT_MS) write({ ...run, trouble: part });
    },
    /** The app ends in order. */
    end(): void {
      cancel();
      write({ ...run, isOpen: false, crashes: 0 });
    },
  };
}

/** Another text after each start of the computer. */
function readBoot(now: number): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // The moment of the start, as far as two clocks agree. If they don't, a crash is not counted.
    return String(Math.round((now - uptime() * 1_000) / STEADY_MS));
  }
}
