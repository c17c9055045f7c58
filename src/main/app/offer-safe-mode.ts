import type { Clock } from '../../core/clock.ts';
import type { Trouble } from './run-record.ts';

export interface SafeModeQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** Nobody may be there, such as at a login: then it starts as usual, and watches if it can. */
const ANSWER_MS = 60_000;
const SAFE_MODE = 1;

const WHY: Readonly<Record<Trouble, string>> = {
  runs: 'Porchlight stopped unexpectedly twice in a row.',
  window: 'The window of Porchlight stopped again and again last time.',
  history: 'The history of Porchlight stopped again and again last time.',
};
const DETAIL =
  'In safe mode it runs without history and rules, so that you can look at the settings. Nothing is deleted, and you can go back at any time.';

/**
 * Asks whether to start in safe mode.
 *
 * @param ask shows a system dialog until the signal; returns the pressed button
 */
export async function offerSafeMode(
  trouble: Trouble,
  clock: Pick<Clock, 'after'>,
  ask: (question: SafeModeQuestion, signal: AbortSignal) => Promise<number>,
): Promise<boolean> {
  const abort = new AbortController();
  const question = {
    message: WHY[trouble],
    detail: DETAIL,
    buttons: ['Start as usual', 'Start in safe mode'],
  };
  const unanswered = new Promise<null>((resolve) => {
    clock.after(ANSWER_MS, () => {
      abort.abort();
      resolve(null);
    });
  });
  const button = await Promise.race([ask(question, abort.signal).catch(() => null), unanswered]);
  return button === SAFE_MODE;
}
