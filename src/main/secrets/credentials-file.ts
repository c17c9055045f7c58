import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Notices } from '../app/notices.ts';
import { readPrivateFile, setCorruptAside } from '../settings/private-file.ts';
import { writeWhole } from '../../node/whole-file.ts';

/** One stored secret. It can't be read without a key, except for `weak`, whose key is public. */
export const sealedSecretSchema = z.object({
  /** Base64. */
  cipher: z.string().min(1).max(64_000),
  protection: z.enum(['keyring', 'weak']),
  /** Which keyring sealed it, for the sentence when it can't be opened. */
  backend: z.string().max(64),
});
export type SealedSecret = z.infer<typeof sealedSecretSchema>;

const fileSchema = z.object({ version: z.literal(1), secrets: z.record(z.string(), sealedSecretSchema) });

/** The sealed secrets by server id, in memory and in `credentials.json` (0600). */
export type CredentialsFile = ReturnType<typeof openCredentialsFile>;

const NOT_REMOVED = 'credentials-not-removed';

/** Opens the file. A bad one is set aside and reported; it is never overwritten. */
export function openCredentialsFile(folder: string, clock: Clock, notices: Notices) {
  const path = join(folder, 'credentials.json');
  const read = readPrivateFile(path);
  let writable = true;
  let secrets = new Map<string, SealedSecret>();
  if (read.kind !== 'absent') {
    const parsed = fileSchema.safeParse(read.kind === 'read' ? read.document : null);
    if (parsed.success) {
      secrets = new Map(Object.entries(parsed.data.secrets));
    } else {
      const kept = setCorruptAside(path, clock.now());
      writable = kept !== null;
      notices.set({
        id: 'credentials-bad',
        tone: 'warning',
        text: `The file with the encrypted secrets could not be read.${kept === null ? '' : ` It was kept as ${kept}.`} Enter the secrets of your servers again.`,
      });
    }
  }

  function write(next: ReadonlyMap<string, SealedSecret>): boolean {
    if (!writable) return false;
    try {
      writeWhole(path, `${JSON.stringify({ version: 1, secrets: Object.fromEntries(next) }, null, 2)}\n`);
    } catch {
      return false;
    }
    notices.clear(NOT_REMOVED);
    return true;
  }

  return {
    get: (slot: string) => secrets.get(slot) ?? null,
    list: () => [...secrets],
    /** @returns false when the file could not be written; memory and file are then unchanged. */
    set(serverId: string, sealed: SealedSecret): boolean {
      const next = new Map(secrets).set(serverId, sealed);
      if (!write(next)) return false;
      secrets = next;
      return true;
    },
    /** Forgets it at once. If the file can't be written now, this is reported and the next write removes it. */
    remove(serverId: string): void {
      if (!secrets.delete(serverId) || write(secrets)) return;
      notices.set({
        id: NOT_REMOVED,
        tone: 'bad',
        text: `An old secret could not be removed from ${path}, because the file could not be written. It could be used again after a restart. Check free space and permissions, then save the server again.`,
      });
    },
  };
}
