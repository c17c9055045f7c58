import type { NotificationRequest } from '../../core/history/alert.ts';
import type { Clock } from '../../core/clock.ts';

export interface GivenUpPorts {
  /** The window can be opened in another way: by a tray icon or a dock. */
  hasOtherWay(): boolean;
  notify(toast: NotificationRequest): Promise<boolean>;
  /** Asks with a system dialog; returns the pressed button. */
  ask(question: {
    readonly message: string;
    readonly detail: string;
    readonly buttons: readonly string[];
  }): Promise<number>;
  show(): void;
  quit(): void;
  readonly clock: Pick<Clock, 'after'>;
}

/** If the dialog can't be shown either, the next try waits. */
const TRY_AGAIN_MS = 60_000;

/**
 * Called when the page has died too often to be reopened automatically. If nothing else opens the window, a
 * dialog asks the person: the app never runs without a window and without a way to open it.
 */
export async function giveUpWindow(ports: GivenUpPorts): Promise<void> {
  if (ports.hasOtherWay()) {
    await ports.notify({
      title: 'The window stopped working',
      body: 'It stopped several times within a minute. Porchlight goes on watching. Open the event log to try again.',
      level: 'normal',
      seq: null,
    });
    return;
  }
  try {
    const button = await ports.ask({
      message: 'The window stopped working several times within a minute.',
      detail: 'Porchlight goes on watching without it.',
      buttons: ['Open the window again', 'Quit Porchlight'],
    });
    if (button === 1) ports.quit();
    else ports.show();
  } catch {
    ports.clock.after(TRY_AGAIN_MS, () => {
      ports.show();
    });
  }
}

const MAX_REVIVALS = 3;
const REVIVAL_WINDOW_MS = 60_000;

/** A page that keeps dying is not reopened each time. */
export function createPageRevival(clock: Clock): { mayRevive(): boolean } {
  let deaths: number[] = [];
  return {
    mayRevive() {
      const now = clock.monotonic();
      deaths = [...deaths.filter((at) => now - at < REVIVAL_WINDOW_MS), now];
      return deaths.length <= MAX_REVIVALS;
    },
  };
}
