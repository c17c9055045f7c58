import { describe, expect, it } from 'vitest';
import { describeOutside } from '../../../src/core/rules/agree-words.ts';
import { describeDoes, describeSays } from '../../../src/core/rules/own-words.ts';

const DOES = [
  { label: 'Turn off', action: 'homeassistant.turn_off' },
  { label: 'Lock', action: 'lock.lock', target: 'lock.front', data: '{"code":1}' },
] as const;

describe('describeOutside', () => {
  it('names what a rule calls, shows and sends', () => {
    const rule = { does: DOES, shows: 'camera.porch', sendTo: ['phone', 'gone'] };
    expect(describeOutside(rule, new Map([['phone', 'My phone']]))).toEqual([
      'When you press it, “Turn off” calls homeassistant.turn_off for what the alert is about.',
      'When you press it, “Lock” calls lock.lock for lock.front, with {"code":1}.',
      'It fetches the picture of camera.porch from your home and shows it.',
      'It sends what it says to My phone.',
      'It sends what it says to a destination that is not here.',
    ]);
    expect(describeOutside({})).toEqual([]);
  });
});

describe('the lines of what is folded', () => {
  it.each([
    [{}, 'Made from the event'],
    [{ says: { title: 'a' } }, 'Your own title'],
    [{ says: { title: 'a', body: 'b' } }, 'Your own title and text'],
  ])('%j', (rule, words) => {
    expect(describeSays(rule)).toBe(words);
  });

  it('names the buttons', () => {
    expect([describeDoes({}), describeDoes({ does: DOES })]).toEqual(['None of its own', 'Turn off, Lock']);
  });
});
