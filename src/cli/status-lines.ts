import type { MonitorEvent } from '../core/monitor/monitor.ts';
import type { FailureServer } from '../core/stream/describe-failure.ts';
import { formatClock } from '../core/time/format-time.ts';
import type { ConnectionState, FailureCode } from '../core/stream/failure.ts';
import { describeTrouble } from './failure-words.ts';
import type { Paint, StyleName } from './terminal-style.ts';
import { toTerminalText, wrapWords } from './terminal-text.ts';

/** Indent of a continuation line: time, space, mark, space. */
const INDENT = ' '.repeat(15);

export interface StatusLinesOptions {
  readonly server: FailureServer;
  readonly paint: Paint;
  /** Only errors, for a program that reads the states from `--json`. */
  readonly troubleOnly: boolean;
  /** Width of the terminal now; `null` for a pipe or a file. */
  readonly columns: () => number | null;
}

/**
 * News about the connection for standard error, line by line. The next step is printed when a kind of failure begins
 * and not at every attempt.
 */
export function createStatusLines({
  server,
  paint,
  troubleOnly,
  columns,
}: StatusLinesOptions): (event: MonitorEvent) => string[] {
  let wasLive = false;
  let lastTrouble: FailureCode | null = null;

  function toLine(at: number, mark: string, style: StyleName, text: string): string {
    return `${paint('dim', formatClock(at))} ${paint(style, mark)} ${toBlock(text, style)}`;
  }

  function toBlock(text: string, style: StyleName | null): string {
    const lines = wrapWords(toTerminalText(text), columns(), INDENT.length, INDENT.length);
    return lines.map((line) => (style === null ? line : paint(style, line))).join(`\n${INDENT}`);
  }

  function toStateLines(at: number, state: ConnectionState): string[] {
    switch (state.kind) {
      case 'idle':
        return [];
      case 'connecting':
        if (troubleOnly || state.attempt > 1 || wasLive) return [];
        return [toLine(at, '○', 'dim', `Connecting to ${server.baseUrl}`)];
      case 'live': {
        const text = `${wasLive ? 'Connected again' : 'Connected'} to ${server.name}`;
        const quiet = troubleOnly && lastTrouble === null;
        wasLive = true;
        lastTrouble = null;
        return quiet ? [] : [toLine(at, '●', 'green', text)];
      }
      case 'waiting':
      case 'stopped': {
        const { sentence, next } = describeTrouble(state, at, server);
        const isNew = lastTrouble !== state.reason.code;
        lastTrouble = state.reason.code;
        const stopped = state.kind === 'stopped';
        const first = toLine(at, stopped ? '✖' : '◐', stopped ? 'red' : 'yellow', sentence);
        return isNew || stopped ? [first, INDENT + toBlock(next, null)] : [first];
      }
    }
  }

  return (event) => {
    if (event.kind === 'state') return toStateLines(event.at, event.state);
    if (event.kind !== 'version' || troubleOnly || event.version === '') return [];
    const place = event.locationName === '' ? '' : `, ${event.locationName}`;
    return [INDENT + toBlock(`Home Assistant ${event.version}${place}`, 'dim')];
  };
}
