import { describeHistory } from '../../core/history/describe-history.ts';
import type { History, HistorySettings } from '../../core/history/history.ts';
import type { Settings } from '../../core/settings/settings.ts';
import type { Notices } from '../app/notices.ts';

const DAY_MS = 86_400_000;
const NOTICE = 'history';

/**
 * Settings of the history. Until a person adds a server of their own, nothing is stored on disk: the demo home's
 * events are gone when the app ends.
 */
export function toHistorySettings({ history, servers }: Settings): HistorySettings {
  const { keep, maxBytes, maxAgeDays, redaction } = history;
  return { keep: keep && servers.length > 0, maxBytes, maxAgeMs: maxAgeDays * DAY_MS, redaction };
}

/** The same for a run that leaves the stored history alone: everything is in memory. */
export function toSafeHistory(settings: Settings): HistorySettings {
  return { ...toHistorySettings(settings), keep: false };
}

/**
 * The notice appears from this many deaths of the thread within an hour.
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

/** Shows a notice while something is wrong with the history. Returns the undo. */
export function followHistory(ports: {
  readonly history: Pick<History, 'status' | 'onStatus'>;
  readonly notices: Notices;
  readonly onChange: () => void;
  /** The history runs again after it stopped: earlier questions must be asked again. */
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
    // In a busy home sizes change every second; a window gets them together with its counts.
    if (status.place === place && status.problem === problem) return;
    const isBack = place === 'none';
    ({ place, problem } = status);
    if (isBack && place !== 'none') ports.onBack();
    ports.onChange();
  });
}
