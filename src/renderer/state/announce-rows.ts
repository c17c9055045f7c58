import { createBeatCall } from './beat.ts';
import { createPacer } from './pacer.ts';
import type { Signal } from './signal.ts';

/**
 * A following list is drawn in every seventh frame, some nine times a second: more can't be read, and to draw in each costs three
 * times the CPU.
 */
const REPAINT_MS = 116;

/**
 * Returns what is to be called when rows have come. Whoever draws rows hears of it in that turn (`listed`), whoever draws how many
 * there are with the beat (`changed`). `onFrame` is called before they are painted, so never on a page that is not.
 */
export function createRowsAnnouncer(listed: Signal, changed: Signal, onFrame: () => void): () => void {
  const counted = createBeatCall(() => changed.emit());
  return createPacer(REPAINT_MS, () => {
    listed.emit();
    counted.ask();
    requestAnimationFrame(onFrame);
  });
}
