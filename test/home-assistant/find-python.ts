import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python that can run all three releases, or why there is none. */
export type FoundPython =
  | { readonly kind: 'found'; readonly command: string; readonly version: string }
  | { readonly kind: 'missing'; readonly reason: string };

const candidates = ['python3.11', '/usr/bin/python3.11', 'python3', '/usr/bin/python3'];

/** `ensurepip` is a Debian package of its own (`python3-venv`), so its absence has its own sentence. */
const probe = `
import importlib.util, platform, sys
print(platform.python_version(), "ensurepip" if importlib.util.find_spec("ensurepip") else "bare")
`;

/**
 * Looks for Python 3.11, the only version that all three releases run on: Home Assistant 2024.3 wants at least 3.11,
 * and the aiohttp that 0.100 needs has no wheels for 3.12.
 */
export async function findPython(commands: readonly string[] = candidates): Promise<FoundPython> {
  const seen: string[] = [];
  for (const command of commands) {
    const answer = await run(command, ['-I', '-c', probe], { timeout: 20_000 }).then(
      ({ stdout }) => stdout.trim().split(' '),
      () => null,
    );
    const [version, installer] = answer ?? [];
    if (version === undefined) continue;
    if (!version.startsWith('3.11.')) seen.push(`${command} is ${version}`);
    else if (installer !== 'ensurepip') seen.push(`${command} has no venv (Debian package python3-venv)`);
    else return { kind: 'found', command, version };
  }
  const detail = seen.length === 0 ? 'no Python was found' : seen.join(', ');
  return { kind: 'missing', reason: `Python 3.11 with venv is needed: ${detail}` };
}
