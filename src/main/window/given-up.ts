import type { NotificationRequest } from '../../core/history/alert.ts';
import type { Clock } from '../../core/clock.ts';

export interface GivenUpPorts {
  /** There is another way to the window: a tray icon or a dock. */
  hasOtherWay(): boolean;
  notify(toast: NotificationRequest): Promise<boolean>;
  /** Asks with a window of the system's; says which button was pressed. */
  ask(question: {
    readonly message: string;
    readonly detail: string;
    readonly buttons: readonly string[];
  }): Promise<number>;
  show(): void;
  quit(): void;
  readonly clock: Pick<Clock, 'after'>;
}

/** A dialog that can't be shown either is no reason to try at once. */
const TRY_AGAIN_MS = 60_000;

/**
 * What happens when the page died too often to be opened again by itself. Where nothing else leads to the window, a
 * person is asked: the app never runs with no window and no way to one.
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

/** A page that dies again and again is not opened again and again. */
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
