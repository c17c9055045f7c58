import type { CaptureView } from '../ipc/history-views.ts';
import { countEvents } from './marked-words.ts';

/** A file that was read. `isShown`: the list shows it now. */
export function describeCapture({ name, events, skipped }: CaptureView, isShown: boolean): string {
  const what = isShown
    ? `Looking at ${name}, ${countEvents(events)}.`
    : `${name} is open, ${countEvents(events)}.`;
  if (skipped === 0) return what;
  return skipped === 1
    ? `${what} 1 line is no event and was skipped.`
    : `${what} ${skipped.toLocaleString('en-GB')} lines are no events and were skipped.`;
}

/** A file that is being read. */
export function describeReading({ name, events, readShare }: CaptureView): string {
  return `Reading ${name}, ${String(Math.floor((readShare ?? 1) * 100))} %, ${countEvents(events)} so far.`;
}
