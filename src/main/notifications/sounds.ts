import type { Clock } from '../../core/clock.ts';
import { LEVEL_SOUNDS, type NotificationRequest, type Sound } from '../../core/history/alert.ts';

/** Alerts that come together are heard once. */
const TOGETHER_MS = 2_000;

/**
 * What is heard of a notification: one of our sounds, `none`, or `null` for what the desktop does by itself. Of those that
 * come within two seconds only the first is heard, and a critical one also after another.
 */
export function createSoundChoice(clock: Pick<Clock, 'monotonic'>) {
  let last = { at: Number.NEGATIVE_INFINITY, isCritical: false };
  return ({ level, sound }: NotificationRequest): Sound | null => {
    const chosen = sound ?? LEVEL_SOUNDS[level];
    if (chosen === null || chosen === 'none') return chosen;
    const isCritical = level === 'critical';
    const at = clock.monotonic();
    if (at - last.at < TOGETHER_MS && (last.isCritical || !isCritical)) return 'none';
    last = { at, isCritical };
    return chosen;
  };
}

/** A window that nobody sees, with one sound in it. */
export interface SoundWindow {
  /** @param onEnd it was played, or can't be */
  play(sound: Sound, onEnd: () => void): void;
  destroy(): void;
}

/** The longest of our sounds takes less than two seconds. */
const LONGEST_MS = 10_000;

/** Plays sounds where the desktop does not: in one window, for as long as it sounds. A later sound takes its place. */
export function createSoundPlayer(clock: Pick<Clock, 'after'>, open: () => SoundWindow) {
  let stop = (): void => undefined;
  return (sound: Sound): void => {
    stop();
    if (sound === 'none') return;
    const window = open();
    const cancel = clock.after(LONGEST_MS, end);
    let isOver = false;
    function end(): void {
      if (isOver) return;
      isOver = true;
      cancel();
      window.destroy();
    }
    stop = end;
    window.play(sound, end);
  };
}
