import { describe } from 'vitest';
import { desktopSkipReason } from './desktop-session.ts';

/** A block of tests that need a desktop session. Outside of one it is skipped, and its name says why. */
export function describeDesktop(name: string, tests: () => void): void {
  const shown = desktopSkipReason === undefined ? name : `${name} (${desktopSkipReason})`;
  describe.skipIf(desktopSkipReason !== undefined)(shown, tests);
}
