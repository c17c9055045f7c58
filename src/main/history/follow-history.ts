import { describeHistory } from '../../core/history/describe-history.ts';
import type { History, HistorySettings } from '../../core/history/history.ts';
import type { Settings } from '../../core/settings/settings.ts';
import type { Notices } from '../app/notices.ts';

const DAY_MS = 86_400_000;
const NOTICE = 'history';

/**
 * What the history is to keep. While there is no server of the person's own there is nothing worth a file: the demo home's
 * events are gone at the end, as the rest of it.
 */
export function toHistorySettings({ history, servers }: Settings): HistorySettings {
  const { keep, maxBytes, maxAgeDays, redaction } = history;
  return { keep: keep && servers.length > 0, maxBytes, maxAgeMs: maxAgeDays * DAY_MS, redaction };
}

/** Says what is wrong with the history for as long as it is. Returns the undo. */
export function followHistory(ports: {
  readonly history: Pick<History, 'status' | 'onStatus'>;
  readonly notices: Notices;
  readonly onChange: () => void;
}): () => void {
  const say = (): void => {
    const words = describeHistory(ports.history.status());
    if (words === null) ports.notices.clear(NOTICE);
    else ports.notices.set({ id: NOTICE, ...words });
  };
  say();
  let { place, problem } = ports.history.status();
  return ports.history.onStatus((status) => {
    say();
    // Sizes change with every second of a busy house; they go to a window with its counts.
    if (status.place === place && status.problem === problem) return;
    ({ place, problem } = status);
    ports.onChange();
  });
}
