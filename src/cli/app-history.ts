import { existsSync } from 'node:fs';
import type { HistoryProblem } from '../core/history/history.ts';
import type { QueryContext } from '../core/query/item.ts';
import { historyFile } from '../history/store/db-path.ts';
import {
  HistoryUnreadableError,
  openHistoryReader,
  type HistoryReader,
} from '../history/worker/history-reader.ts';
import { Problem } from './exit-code.ts';

/** Opens the app's history in a folder, read-only, also while the app runs. @throws Problem */
export function openAppHistory(folder: string, context: QueryContext): HistoryReader {
  const file = historyFile(folder);
  if (!existsSync(file)) {
    throw new Problem(
      `There is no history in ${folder}. Start Porchlight once with a server, or say with --data-folder where its data is.`,
    );
  }
  try {
    return openHistoryReader({ file, from: import.meta.url, context });
  } catch (error) {
    if (!(error instanceof HistoryUnreadableError)) throw error;
    throw new Problem(describeUnreadableHistory(error.problem, file));
  }
}

function describeUnreadableHistory(problem: HistoryProblem, file: string): string {
  switch (problem) {
    case 'no-sqlite':
      return 'This Node has no SQLite. Use Node 22.5 or newer, or install Porchlight with its dependencies.';
    case 'locked':
      return `${file} is held by another program. Try again in a moment.`;
    case 'corrupt':
      return `${file} is damaged. Start Porchlight: it puts the file aside and begins a new one.`;
    case 'earlier':
      return `${file} is of an earlier version. Start Porchlight: it puts the file aside and begins a new one.`;
    case 'read-only':
    case 'full':
    case 'failed':
      return `${file} could not be read. Check its permissions, and whether it belongs to a newer Porchlight.`;
  }
}
