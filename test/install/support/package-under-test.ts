import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { debianRoot } from '../../../scripts/testing/debian-root.mjs';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

/** The .deb that is tested: PORCHLIGHT_PACKAGE, which may be one of another's making, or the one in dist. Null where there is none. */
export const packageFile = findPackage();

function findPackage(): string | null {
  const named = process.env['PORCHLIGHT_PACKAGE'];
  if (named) return resolve(named);
  const found = existsSync(dist) ? readdirSync(dist).find((name) => name.endsWith('_amd64.deb')) : undefined;
  return found === undefined ? null : join(dist, found);
}

function findSkipReason(): string | undefined {
  const reason = process.env['PORCHLIGHT_SKIP_INSTALL'];
  if (reason) return reason;
  if (packageFile === null || !existsSync(debianRoot))
    return 'nothing to install, or nowhere; npm test -- --only install makes both';
  return undefined;
}

/** A block of tests about the package. Where they can't run it is skipped, and its name says why. */
export function describeInstall(name: string, tests: (file: string) => void): void {
  const reason = findSkipReason();
  describe.skipIf(reason !== undefined)(reason === undefined ? name : `${name} (${reason})`, () => {
    tests(packageFile ?? '');
  });
}

/**
 * Runs a program to its end.
 *
 * @returns its exit code and everything that it said. A program that can't be started rejects.
 */
export async function run(
  command: string,
  args: readonly string[],
  timeoutMs = 60_000,
): Promise<{ code: number; output: string }> {
  try {
    const options = { timeout: timeoutMs, maxBuffer: 64_000_000 };
    const { stdout, stderr } = await promisify(execFile)(command, args, options);
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    if (typeof code !== 'number') throw error;
    return { code, output: stdout + stderr };
  }
}
