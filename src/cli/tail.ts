import type { Clock } from '../core/clock.ts';
import type { Monitor, MonitorEvent } from '../core/monitor/monitor.ts';
import type { ServerProfile } from '../core/servers/profile.ts';
import { EXIT, toExitCode, type ExitCode } from './exit-code.ts';

export interface TailPorts {
  readonly monitor: Monitor;
  readonly profile: ServerProfile;
  readonly clock: Clock;
  /** Prints one piece of news. Called in order; after the end only with gaps. */
  readonly print: (event: MonitorEvent) => void;
  /** A person asked for the end, or the reader of the output is gone. */
  readonly signal: AbortSignal;
  /** `null` for never. */
  readonly maxEvents: number | null;
  readonly forMs: number | null;
}

/**
 * Follows one server until a person, a limit, or a stop of the connection ends it. Resolves with the exit
 * code when the sockets are closed.
 */
export async function runTail(ports: TailPorts): Promise<ExitCode> {
  const { monitor, profile, clock, print, signal, maxEvents, forMs } = ports;
  let events = 0;
  let ended = false;
  const undo: (() => void)[] = [];

  const code = await new Promise<ExitCode>((resolve) => {
    function end(why: ExitCode): void {
      ended = true;
      resolve(why);
    }
    function onAbort(): void {
      end(EXIT.ok);
    }
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    undo.push(() => {
      signal.removeEventListener('abort', onAbort);
    });
    undo.push(
      monitor.onEvent((event) => {
        if (ended && !isOfGap(event)) return;
        print(event);
        if (ended) return;
        if ((event.kind === 'event' || event.kind === 'alert') && ++events === maxEvents) end(EXIT.ok);
        if (event.kind === 'state' && event.state.kind === 'stopped') end(toExitCode(event.state.reason));
      }),
    );
    if (forMs !== null) undo.push(clock.after(forMs, onAbort));
    monitor.setServers([profile]);
  });

  await monitor.stop();
  for (const fn of undo) fn();
  return code;
}

/**
 * A gap that was still open, or what was recovered of one until now. The end of a live stream by our own exit is not
 * a gap.
 */
function isOfGap(event: MonitorEvent): boolean {
  if (event.kind === 'recovered') return event.events.length > 0;
  return event.kind === 'own' && event.own.kind === 'gap' && event.own.gap.reason.code !== 'closed';
}
