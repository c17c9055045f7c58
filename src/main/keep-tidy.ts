import { lookWhetherCalm, type CalmPorts } from './look-whether-calm.ts';

/** How long after the last time it is due. */
const TIDY_MS = 120_000;

export interface TidyPorts extends CalmPorts {
  /** Gives back what memory is not needed. Takes some 10 ms. */
  tidy(): void;
}

/**
 * Tidies up in the tray: after the start, after a window was closed, and every two minutes, since an app that does next to nothing
 * gives V8 no occasion to look for garbage. In a flood V8 has reasons of its own, and nobody wants the pause. Returns the undo.
 */
export function keepTidy(ports: TidyPorts): () => void {
  const { clock, tidy } = ports;
  let dueAt = clock.monotonic();
  return lookWhetherCalm(ports, (occupation) => {
    const now = clock.monotonic();
    if (occupation === 'watched') dueAt = now;
    else if (occupation === 'calm' && now >= dueAt) {
      dueAt = now + TIDY_MS;
      tidy();
    }
  });
}
