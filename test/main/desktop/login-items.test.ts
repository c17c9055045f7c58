import { expect, it } from 'vitest';
import { createLoginItems, wasOpenedAtLogin } from '../../../src/main/desktop/login-items.ts';

it('asks for the same entry that it wrote: hidden', () => {
  const written = new Map<string, boolean>();
  const keyOf = (args?: readonly string[]): string => (args ?? []).join(' ');
  const items = createLoginItems({
    getLoginItemSettings: (options) => ({ openAtLogin: written.get(keyOf(options?.args)) ?? false }),
    setLoginItemSettings: ({ openAtLogin, args }) => void written.set(keyOf(args), openAtLogin),
  });
  expect(items.get()).toBe(false);
  items.set(true);
  expect(items.get()).toBe(true);
  expect([...written]).toEqual([['--hidden', true]]);
  items.set(false);
  expect(items.get()).toBe(false);
});

it.each([
  ['darwin', true, true],
  ['darwin', false, false],
  ['darwin', undefined, false],
  ['win32', true, false],
  ['linux', true, false],
])('on %s, opened at the login %s: starts hidden %s', (platform, isOpenedAtLogin, expected) => {
  const app = {
    getLoginItemSettings: () => ({
      openAtLogin: true,
      ...(isOpenedAtLogin === undefined ? {} : { wasOpenedAtLogin: isOpenedAtLogin }),
    }),
    setLoginItemSettings: () => undefined,
  };
  expect(wasOpenedAtLogin(platform, app)).toBe(expected);
});
