import { join } from 'node:path';

/** The path of the history in a data folder. */
export function historyFile(folder: string): string {
  return join(folder, 'history.db');
}
