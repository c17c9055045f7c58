import { chown } from 'node:fs/promises';
import { readDesktopSession } from './desktop-session.ts';

/** `user` is whom the session runs as; `root` only makes sense where the tests are root. */
export type RunAs = 'user' | 'root';

/**
 * The words of a command that runs as the session's user, or as whoever the tests are.
 *
 * @param command the words to run
 */
export function toUserCommand(as: RunAs, command: readonly string[]): readonly string[] {
  const { uid } = readDesktopSession();
  if (as === 'root' || process.getuid?.() === uid) return command;
  return ['setpriv', '--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--', ...command];
}

/** Gives a file or folder to the session's user. */
export async function chownToSession(path: string): Promise<void> {
  const { uid } = readDesktopSession();
  if (process.getuid?.() === 0) await chown(path, uid, uid);
}
