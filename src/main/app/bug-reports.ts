import type { Details } from 'electron';
import type { Notice } from '../../core/ipc/overview.ts';
import type { LogFile } from './log-file.ts';
import type { Notices } from './notices.ts';

/** Lines that one run may write to the log file. A bug at every event would repeat itself. */
const MAX_LINES = 200;

/** Every bug of Porchlight is reported here: a line in the log file, and one notice in each run. */
export type BugReports = ReturnType<typeof createBugReports>;

export function createBugReports(ports: {
  readonly log: LogFile;
  readonly notices: Pick<Notices, 'set' | 'clear'>;
  /** Where the log file is. */
  readonly folder: string;
}) {
  const { log, notices, folder } = ports;
  const told = new Set<string>();
  let lines = 0;

  function mayWrite(): boolean {
    lines += 1;
    return lines <= MAX_LINES;
  }

  /** A dismissed notice does not appear again. */
  function tellOnce(id: string, tone: Notice['tone'], text: string): void {
    if (told.has(id)) return;
    told.add(id);
    notices.set({ id, tone, text: `${text} porchlight.log in ${folder} says where.` });
  }

  return {
    /** An uncaught error of the main process. */
    main(error: unknown): void {
      if (mayWrite()) log.writeError('bug', error);
      tellOnce('bug', 'warning', BUG);
    },
    /** An error of the page, as `describeError` described it there. */
    page(description: string): void {
      if (mayWrite()) log.writeDescribed('page-bug', description);
      tellOnce('page-bug', 'warning', PAGE_BUG);
    },
    /** The page's bridge could not be set up. */
    preload(error: unknown): void {
      if (mayWrite()) log.writeError('preload-failed', error);
    },
    /** A process other than the page's is gone. Chromium restarts it. */
    helperGone({ type, reason, exitCode }: Pick<Details, 'type' | 'reason' | 'exitCode'>): void {
      if (reason === 'clean-exit') return;
      if (mayWrite()) log.write('helper-gone', { type: type.replaceAll(' ', '-'), reason, exitCode });
      if (type === 'GPU') tellOnce('gpu-gone', 'warning', GPU_GONE);
      else tellOnce('helper-gone', 'warning', HELPER_GONE);
    },
    /** The page does not respond, or responds again. */
    answering(isAnswering: boolean): void {
      if (mayWrite()) log.write(isAnswering ? 'page-answers' : 'page-hangs');
      if (isAnswering) notices.clear('page-hangs');
      else {
        told.delete('page-hangs');
        tellOnce('page-hangs', 'warning', PAGE_HANGS);
      }
    },
  };
}

const BUG =
  'Something in Porchlight went wrong. It goes on. If something does not work, quit and start it again.';
const PAGE_BUG =
  'Something in this window went wrong. If something does not work, close the window and open it again.';
const HELPER_GONE = 'A helper process of Porchlight stopped and is started again.';
const GPU_GONE =
  'The process that draws the window stopped and is started again. If the window flickers or stays empty, switch on “Draw without the graphics card” in Settings.';
const PAGE_HANGS = 'This window does not answer. If it stays so, close it and open it again.';
