import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_BRUSH, pressBrushKey, toBounds, type BrushState } from '../../../src/core/view/time-brush.ts';

const press = (state: BrushState, key: string, shiftKey = false, bars = 10): unknown =>
  pressBrushKey(state, { key, shiftKey }, bars);
const at = (cursor: number, anchor?: number): BrushState => ({
  cursor,
  stretch: anchor === undefined ? null : { anchor, head: cursor },
});

describe('keys of the timeline', () => {
  it.each([
    ['begins at the newest', NO_BRUSH, 'ArrowLeft', false, { kind: 'move', state: at(9) }],
    ['goes on', at(4), 'ArrowRight', false, { kind: 'move', state: at(5) }],
    ['stops at the end', at(9), 'ArrowRight', false, { kind: 'move', state: at(9) }],
    ['goes to the beginning', at(4), 'Home', false, { kind: 'move', state: at(0) }],
    ['goes ten on', at(4), 'PageUp', false, { kind: 'move', state: at(9) }],
    ['begins to choose', at(4), 'ArrowLeft', true, { kind: 'move', state: at(3, 4) }],
    ['chooses more', at(3, 4), 'ArrowLeft', true, { kind: 'move', state: at(2, 4) }],
    ['chooses no more', at(2, 4), 'ArrowLeft', false, { kind: 'move', state: at(1) }],
    ['shows only what was chosen', at(2, 4), 'Enter', false, { kind: 'apply', first: 2, last: 4 }],
    ['jumps where nothing was chosen', at(4), 'Enter', false, { kind: 'jump', bar: 4 }],
    ['lets go of what was chosen', at(2, 4), 'Escape', false, { kind: 'move', state: at(2) }],
    ['takes the time back', at(2), 'Escape', false, { kind: 'clear' }],
    ['leaves other keys alone', at(2), 'f', false, null],
    ['has nowhere to jump to at first', NO_BRUSH, 'Enter', false, null],
  ] as const)('%s', (_name, state, key, shiftKey, expected) => {
    expect(press(state, key, shiftKey)).toEqual(expected);
  });

  it('does nothing without bars', () => {
    expect(press(at(2), 'ArrowLeft', false, 0)).toBeNull();
  });

  it('never leaves the chart, whatever is pressed and however the chart shrinks', () => {
    const key = fc.constantFrom(
      'ArrowLeft',
      'ArrowRight',
      'PageUp',
      'PageDown',
      'Home',
      'End',
      'Escape',
      'Enter',
    );
    const presses = fc.array(fc.tuple(key, fc.boolean(), fc.integer({ min: 1, max: 150 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(presses, (all) => {
        let state = NO_BRUSH;
        for (const [name, shiftKey, bars] of all) {
          const done = pressBrushKey(state, { key: name, shiftKey }, bars);
          if (done?.kind === 'move') state = done.state;
          if (done?.kind === 'jump') expect(done.bar).toBeLessThan(bars);
          if (done?.kind === 'move' && name.startsWith('Arrow')) {
            expect(state.cursor).toBeGreaterThanOrEqual(0);
            expect(state.cursor).toBeLessThan(bars);
          }
        }
        if (state.stretch !== null) {
          const { first, last } = toBounds(state.stretch);
          expect(first).toBeLessThanOrEqual(last);
        }
      }),
    );
  });
});
