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

/**
 * From this many deaths within an hour on it is no accident.
 *
 * @param deaths within the last hour
 * @param folder where the log file is
 */
export function tellOfDeaths(notices: Notices, deaths: number, folder: string): void {
  if (deaths < 3) return;
  notices.set({
    id: 'history-stops',
    tone: 'bad',
    text: `The history stopped ${String(deaths)} times within an hour. It is started again each time, but events may be missing in it. porchlight.log in ${folder} says when it stopped.`,
  });
}

/** Says what is wrong with the history for as long as it is. Returns the undo. */
export function followHistory(ports: {
  readonly history: Pick<History, 'status' | 'onStatus'>;
  readonly notices: Notices;
  readonly onChange: () => void;
  /** The history is back after it stopped: what was asked of it before is to be asked again. */
  readonly onBack: () => void;
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
    const isBack = place === 'none';
    ({ place, problem } = status);
    if (isBack && place !== 'none') ports.onBack();
    ports.onChange();
  });
}
