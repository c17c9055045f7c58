import { describe } from 'vitest';
import { desktopSkipReason } from './desktop-session.ts';

/**
 * A block of tests that need a desktop session. Outside of one it is skipped, and its name says why.
 *
 * @param skipReason why these tests can't run even inside a session, in a sentence; undefined when they can
 */
export function describeDesktop(name: string, tests: () => void, skipReason?: string): void {
  const reason = desktopSkipReason ?? skipReason;
  const shown = reason === undefined ? name : `${name} (${reason})`;
  describe.skipIf(reason !== undefined)(shown, tests);
}
