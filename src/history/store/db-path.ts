import { join } from 'node:path';

/** Where the history of a data folder is. */
export function historyFile(folder: string): string {
  return join(folder, 'history.db');
}
