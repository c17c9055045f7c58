import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { watchLock } from '../../../src/main/desktop/watch-lock.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

it.each([
  ['darwin', ['in-use', 'locked', 'in-use']],
  ['win32', ['in-use', 'locked', 'in-use']],
  ['linux', [null, null, null]],
])('tells whether the computer is locked, where the system does: %s', (platform, expected) => {
  const power = new EventEmitter();
  const clock = createVirtualClock();
  const locks: number[] = [];
  const computer = watchLock(power, platform, clock, (lockedAt) => locks.push(lockedAt));
  const startAt = clock.now();
  const seen = [computer()];
  for (const event of ['lock-screen', 'unlock-screen']) {
    power.emit(event);
    seen.push(computer());
  }
  expect(seen).toEqual(expected);
  // Said once, also where the system says it again.
  power.emit('unlock-screen');
  expect(locks).toEqual(platform === 'linux' ? [] : [startAt]);
});
