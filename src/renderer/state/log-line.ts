import { ROWS_MESSAGE } from '../../core/ipc/channels.ts';
import { readLogTell, type LogAsk, type LogTell } from '../../core/ipc/log-port.ts';
import { ask, bridge } from './bridge.ts';

/** The line to main, over which the page pulls its rows. */
export interface LogLine {
  /** Without a line it is lost: a new line begins with a new session. */
  post(ask: LogAsk): void;
  close(): void;
}

export interface LogLineEnds {
  /** A line is there, the first one or another in place of the one before. */
  onOpen(): void;
  onTell(tell: LogTell): void;
}

/** Listens for lines and asks for one. A new line replaces the old one. */
export function openLogLine(ends: LogLineEnds): LogLine {
  let port: MessagePort | null = null;

  const close = (): void => {
    if (port === null) return;
    port.onmessage = null;
    port.close();
    port = null;
  };

  const onMessage = (event: MessageEvent): void => {
    const next = event.ports[0];
    if (event.source !== window || event.data !== ROWS_MESSAGE || next === undefined) return;
    close();
    port = next;
    next.onmessage = ({ data }: MessageEvent<unknown>) => {
      const tell = readLogTell(data);
      if (tell !== null) ends.onTell(tell);
    };
    ends.onOpen();
  };

  window.addEventListener('message', onMessage);
  ask(bridge().openLog());
  return {
    post(message) {
      port?.postMessage(message);
    },
    close() {
      window.removeEventListener('message', onMessage);
      close();
    },
  };
}
