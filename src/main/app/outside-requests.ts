import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseLink } from '../../core/links/parse-link.ts';
import type { LaunchArguments } from './arguments.ts';
import type { LogFile } from './log-file.ts';
import type { Notices } from './notices.ts';

/** Lines that one run may write about links that are none. A web page could open one after the other. */
const MAX_LINES = 20;
/** Files of one command line. As many can be open at a time. */
const MAX_FILES = 5;

export interface OutsidePorts {
  readonly log: Pick<LogFile, 'write'>;
  readonly notices: Pick<Notices, 'set' | 'clear'>;
  readonly window: {
    show(): void;
    openAt(seq: number | null): void;
    openPage(page: 'events'): void;
    openCapture(id: string): void;
    openNewServer(): void;
  };
  /** Whether an event can still be shown. */
  readonly hasEvent: (seq: number) => Promise<boolean>;
  readonly hasServers: () => boolean;
  /** Reads a file of events. Resolves to its id, to a sentence when it can't be read, or to `null` when it was closed meanwhile. */
  readonly openCapture: (path: string) => Promise<{ readonly id: string } | string | null>;
  readonly pause: () => void;
  readonly startDemo: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** What is asked of the running app from outside: by its first start, by a second one, by a link, by a file that is opened. */
export function createOutsideRequests(ports: OutsidePorts) {
  const { window, notices, log } = ports;
  let lines = 0;

  async function openLink(text: string): Promise<void> {
    const link = parseLink(text);
    if (link === null) {
      lines += 1;
      if (lines <= MAX_LINES) log.write('link-refused', { chars: text.length });
      return;
    }
    switch (link.kind) {
      case 'sign-in':
        // Without a server, the page of the events is the welcome, which has the form.
        if (ports.hasServers()) window.openNewServer();
        else window.openPage('events');
        return;
      case 'event': {
        const isThere = await ports.hasEvent(link.seq);
        if (isThere) notices.clear('link');
        else notices.set({ id: 'link', tone: 'info', text: GONE });
        window.openAt(isThere ? link.seq : null);
      }
    }
  }

  async function openFile(path: string): Promise<void> {
    // Its progress is seen while it is read.
    window.openPage('events');
    const answer = await ports.openCapture(path);
    if (typeof answer === 'string') notices.set({ id: 'open-file', tone: 'warning', text: answer });
    else if (answer !== null) {
      notices.clear('open-file');
      window.openCapture(answer.id);
    }
  }

  async function openFiles(files: readonly string[], folder: string): Promise<void> {
    for (const file of files.slice(0, MAX_FILES)) {
      const path = toPath(file, folder);
      if (path === null) notices.set({ id: 'open-file', tone: 'warning', text: ELSEWHERE });
      else await openFile(path);
    }
  }

  return {
    openLink: (text: string): void => void openLink(text).catch(ports.onError),
    openFile: (path: string): void => void openFile(path).catch(ports.onError),
    /** The link and the files of the first start, whose window is open or stays hidden. */
    openFirst({ link, files }: Pick<LaunchArguments, 'link' | 'files'>, folder: string): void {
      if (link !== null) void openLink(link).catch(ports.onError);
      void openFiles(files, folder).catch(ports.onError);
    },
    /** A second start hands its arguments over. `folder`: where it was started. */
    startedAgain(launch: LaunchArguments, folder: string): void {
      if (launch.pause) ports.pause();
      if (launch.demo) ports.startDemo().catch(ports.onError);
      if (launch.safeMode) notices.set({ id: 'safe-mode-later', tone: 'info', text: RUNS_ALREADY });
      if (launch.link !== null) void openLink(launch.link).catch(ports.onError);
      else if (launch.files.length > 0) void openFiles(launch.files, folder).catch(ports.onError);
      else if (!launch.hidden) window.show();
    },
  };
}

/** A path, or the `file:` address of a file on this computer; `null` for one elsewhere. */
function toPath(file: string, folder: string): string | null {
  if (!/^file:/i.test(file)) return isAbsolute(file) ? file : resolve(folder, file);
  try {
    // On Windows a host would be asked for the file, with the person's name and a proof of their password.
    return new URL(file).host === '' ? fileURLToPath(file) : null;
  } catch {
    return null;
  }
}

const GONE = 'The event of this link is not kept any more, or was never here.';
const ELSEWHERE = 'This file is not on this computer. Save it here, then open it.';
const RUNS_ALREADY = 'Porchlight runs already. To start it in safe mode, quit it first.';
