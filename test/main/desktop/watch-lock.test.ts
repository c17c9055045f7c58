import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { watchLock } from '../../../src/main/desktop/watch-lock.ts';

it.each([
  ['darwin', ['in-use', 'locked', 'in-use']],
  ['win32', ['in-use', 'locked', 'in-use']],
  ['linux', [null, null, null]],
])('tells whether the computer is locked, where the system does: %s', (platform, expected) => {
  const power = new EventEmitter();
  const computer = watchLock(power, platform);
  const seen = [computer()];
  for (const event of ['lock-screen', 'unlock-screen']) {
    power.emit(event);
    seen.push(computer());
  }
  expect(seen).toEqual(expected);
});
