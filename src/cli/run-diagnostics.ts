import type { ConnectionSpan, HistoryStatus } from '../core/history/history.ts';
import { MAX_TOLD_SPANS } from '../core/support/diagnostics.ts';
import { describeDiagnostics } from '../core/support/diagnostics-words.ts';
import { readSystem } from '../node/system-name.ts';
import { VERSION } from '../node/version.ts';
import { openAppHistory } from './app-history.ts';
import { openAppSettings } from './app-settings.ts';
import type { DiagnosticsOptions, Terminal } from './command.ts';
import { EXIT, Problem, type ExitCode } from './exit-code.ts';
import { writeOutput } from './write-output.ts';

/** Prints what a report about a fault needs, as far as it can be known without the window. @throws Problem */
export async function runDiagnostics(
  { folder, output }: DiagnosticsOptions,
  terminal: Terminal,
  now: number,
): Promise<ExitCode> {
  const settings = await openAppSettings(folder);
  const text = describeDiagnostics({
    at: now,
    startedAt: null,
    versions: [
      ['Porchlight', VERSION],
      ['Node', process.versions.node],
    ],
    system: readSystem(),
    desktop: null,
    servers: settings.servers.map((profile) => ({
      ...profile,
      demo: false,
      secretPlace: null,
      state: null,
      version: '',
    })),
    counts: null,
    ...(await readHistory(folder, now)),
    settings,
  });
  await writeOutput(text, output, 'Diagnostics', terminal);
  return EXIT.ok;
}

/** A history that can't be read is no reason to say nothing. */
async function readHistory(
  folder: string,
  now: number,
): Promise<{ readonly spans: readonly ConnectionSpan[] | null; readonly store: HistoryStatus | null }> {
  try {
    const history = openAppHistory(folder, { serverNames: new Map() });
    const spans = await history.connectionSpans(now + 1, MAX_TOLD_SPANS);
    const store = history.status();
    await history.close();
    return { spans, store };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { spans: null, store: null };
  }
}
