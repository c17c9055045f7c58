import type { Clock } from '../../src/core/clock.ts';

/** `Clock.every` for a clock that has only `after`. */
export function repeatAfter(after: Clock['after']): Clock['every'] {
  return (delayMs, fn) => {
    function beat(): void {
      cancel = after(delayMs, beat);
      fn();
    }
    let cancel = after(delayMs, beat);
    return () => {
      cancel();
    };
  };
}
