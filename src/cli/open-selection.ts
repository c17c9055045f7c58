import { basename } from 'node:path';
import type { Matches } from '../core/history/read-matches.ts';
import { readMatches } from '../core/history/read-matches.ts';
import type { QueryNode } from '../core/query/ast.ts';
import { createRedactor, type Redact } from '../core/redaction/redact.ts';
import { describeUnreadable } from '../node/describe-file-problem.ts';
import { openAppHistory } from './app-history.ts';
import { readAppRegistries } from './app-registries.ts';
import { readAppSettings } from './app-settings.ts';
import { checkCapture, readCaptureMatches } from './capture-matches.ts';
import type { HistorySelection, HistorySource } from './command.ts';
import { Problem } from './exit-code.ts';

/** Past events, ready to be read. */
export interface OpenSelection {
  readonly matches: Matches;
  readonly serverName: (serverId: string) => string;
  /** Names of all servers that the settings know. */
  readonly serverNames: readonly string[];
  readonly redact: Redact;
  /** Sentences about what was skipped, once all was read. */
  readonly remarks: () => readonly string[];
  /** All was read, and it was no file of events. */
  readonly isForeign: () => boolean;
  close(): Promise<void>;
}

/**
 * Opens the app's history, read-only and also while the app runs, or a file of events.
 *
 * @param now epoch ms.
 * @throws Problem
 */
export async function openSelection(
  selection: HistorySelection,
  root: QueryNode,
  { now, signal }: { readonly now: number; readonly signal: AbortSignal },
): Promise<OpenSelection> {
  const { source } = selection;
  return source.kind === 'file'
    ? openFile(source, selection, root, now, signal)
    : openFolder(source.folder, selection, root, signal);
}

async function openFolder(
  folder: string,
  { limit, reverse }: HistorySelection,
  root: QueryNode,
  signal: AbortSignal,
): Promise<OpenSelection> {
  const { serverNames, redaction } = await readAppSettings(folder);
  const registries = readAppRegistries(folder);
  const history = openAppHistory(folder, { serverNames, registries });
  const search = history.search(root, Number.MAX_SAFE_INTEGER);
  return {
    matches: readMatches(search, { limit, reverse, signal }),
    serverName: (serverId) => serverNames.get(serverId) ?? serverId,
    serverNames: [...serverNames.values()],
    redact: createRedactor(redaction),
    remarks: () => [],
    isForeign: () => false,
    async close() {
      search.close();
      await history.close();
    },
  };
}

async function openFile(
  { path, settings }: Extract<HistorySource, { kind: 'file' }>,
  { limit, reverse }: HistorySelection,
  root: QueryNode,
  now: number,
  signal: AbortSignal,
): Promise<OpenSelection> {
  const name = basename(path);
  await checkCapture(path).catch((error: unknown) => {
    throw new Problem(describeUnreadable(error, name));
  });
  const { redaction } = await readAppSettings(settings);
  const redact = createRedactor(redaction);
  const matches = readCaptureMatches({ path, redact, root, limit, reverse, now, signal });
  return {
    matches,
    serverName: (serverId) => serverId,
    serverNames: [],
    redact,
    remarks: () => describeSkipped(name, matches.events(), matches.skipped()),
    isForeign: () => matches.events() === 0 && matches.skipped() > 0,
    close: () => Promise.resolve(),
  };
}

function describeSkipped(name: string, events: number, skipped: number): readonly string[] {
  if (events === 0 && skipped > 0) return [`${name} holds no events. It needs one event a line.`];
  if (skipped === 0) return [];
  return [
    skipped === 1
      ? `1 line of ${name} is no event and was skipped.`
      : `${String(skipped)} lines of ${name} are no events and were skipped.`,
  ];
}

/** Why nothing is printed, as far as that is known. */
export function describeNothing({ source }: HistorySelection, serverNames: readonly string[]): string {
  if (source.kind === 'file') return 'No event of the file matches.';
  const names = serverNames.length < 2 ? '' : ` There are the servers ${serverNames.join(', ')}.`;
  return `No stored event matches.${names}`;
}

/** Says that the default limit may have cut something off. */
export function describeUsualLimit(limit: number): string {
  return `These are the newest ${limit.toLocaleString('en-GB')}. --limit N prints another number, --limit 0 all.`;
}
