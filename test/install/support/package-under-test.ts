import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { debianRoot } from '../../../scripts/testing/debian-root.mjs';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

/** Kinds of packages, by the ending of the file, with the variable that says why one can't be tested here. */
const kinds = {
  '.deb': 'PORCHLIGHT_SKIP_INSTALL',
  '.tar.gz': 'PORCHLIGHT_SKIP_INSTALL',
  '.AppImage': 'PORCHLIGHT_SKIP_APPIMAGE',
  '.rpm': 'PORCHLIGHT_SKIP_RPM',
  '.pacman': 'PORCHLIGHT_SKIP_RPM',
} as const;
type Kind = keyof typeof kinds;

/**
 * The package that is tested: the one in dist, or where PORCHLIGHT_PACKAGE names one of another's making, that one alone. Null where there
 * is none.
 */
export function findPackage(kind: Kind): string | null {
  const named = process.env['PORCHLIGHT_PACKAGE'];
  if (named) return named.endsWith(kind) ? resolve(named) : null;
  const found = existsSync(dist)
    ? readdirSync(dist).find((name) => name.endsWith(kind) && !/arm64|aarch64/.test(name))
    : undefined;
  return found === undefined ? null : join(dist, found);
}

/** Why a kind of package can't be tested here; undefined where it can. */
export function findSkipReason(kind: Kind): string | undefined {
  const reason = process.env['PORCHLIGHT_SKIP_INSTALL'] ?? process.env[kinds[kind]];
  if (reason) return reason;
  if (findPackage(kind) === null || !existsSync(debianRoot))
    return 'nothing to install, or nowhere; npm test -- --only install makes both';
  return undefined;
}

/** A block of tests about a package. Where they can't run it is skipped, and its name says why. */
export function describeInstall(name: string, kind: Kind, tests: (file: string) => void): void {
  const reason = findSkipReason(kind);
  describe.skipIf(reason !== undefined)(reason === undefined ? name : `${name} (${reason})`, () => {
    tests(findPackage(kind) ?? '');
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

/** Runs a program whose failure is the test's. Returns what it said. */
export async function runWell(command: string, ...args: readonly string[]): Promise<string> {
  const { code, output } = await run(command, args, 120_000);
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${String(code)}: ${output.slice(-1_000)}`);
  return output;
}
