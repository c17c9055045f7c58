import type { Clock } from '../core/clock.ts';
import type { MonitorEvent } from '../core/monitor/monitor.ts';
import type { Rule } from '../core/rules/rule.ts';
import type { ServerProfile } from '../core/servers/profile.ts';
import { toAlertJsonLine, toAlertLine } from './alert-line.ts';
import { toDayLine, toDroppedHumanLine, toHumanLine, toLayout } from './human-line.ts';
import { toDroppedJsonLine, toJsonLine } from './json-line.ts';
import { createLineOutput, type LineStream } from './line-output.ts';
import { createStatusLines } from './status-lines.ts';
import { countedAs, type RunCounts } from './run-summary.ts';
import type { Paint } from './terminal-style.ts';

export interface PrinterOptions {
  readonly profile: ServerProfile;
  readonly json: boolean;
  /** The rules that tell, by id, where alerts are printed. */
  readonly rules: ReadonlyMap<string, Rule>;
  readonly clock: Clock;
  readonly stdout: LineStream;
  /** Of a terminal; `undefined` for a pipe or a file. May change while it runs. */
  readonly columns: () => number | undefined;
  readonly paint: Paint;
  readonly stderr: {
    /** Writes a line. */
    readonly say: (text: string) => void;
    readonly paint: Paint;
    readonly columns: () => number | null;
  };
  readonly onClosed: (code: string | null) => void;
}

/** Events to standard output, news about the connection to standard error; in `--json` the states to both. */
export function createPrinter(options: PrinterOptions) {
  const { profile, json, rules, clock, stdout, columns, paint, stderr, onClosed } = options;
  const server = profile.baseUrl;
  const toStatusLines = createStatusLines({
    server: profile,
    paint: stderr.paint,
    troubleOnly: json,
    columns: stderr.columns,
  });
  const printed = { event: 0, alert: 0, gap: 0, unparsed: 0, oversize: 0 };
  let day = new Date(clock.now()).toDateString();

  const output = createLineOutput({
    stream: stdout,
    clock,
    toDroppedLine: (count) =>
      json ? toDroppedJsonLine(count, clock.now(), server) : toDroppedHumanLine(count, clock.now(), paint),
    onClosed,
  });

  /** Prints one line when the day has changed since the last one, because lines contain only the time. */
  function noteDay(at: number): void {
    const today = new Date(at).toDateString();
    if (today === day) return;
    day = today;
    output.write(toDayLine(at, paint));
  }

  function toLineOfAlert({ alert, serverId }: Extract<MonitorEvent, { kind: 'alert' }>): string | null {
    const rule = rules.get(alert.about?.rule ?? '');
    if (rule === undefined || serverId === null) return null;
    const printed = { ...alert, server, rule, level: rule.level };
    return json ? toAlertJsonLine(printed) : toAlertLine(printed, paint);
  }

  return {
    flush: output.flush,
    counts: (): RunCounts => ({ ...printed, dropped: output.dropped }),
    print: (event: MonitorEvent): void => {
      const counted = countedAs(event);
      if (counted !== null) printed[counted] += 1;
      for (const line of toStatusLines(event)) stderr.say(line);
      const line =
        event.kind === 'alert'
          ? toLineOfAlert(event)
          : json
            ? toJsonLine(event, server)
            : toHumanLine(event, toLayout(columns()), paint);
      if (line === null) return;
      if (!json) noteDay(clock.now());
      if (event.kind === 'event' || event.kind === 'unparsed') output.write(line);
      else output.writeAlways(line);
    },
  };
}
