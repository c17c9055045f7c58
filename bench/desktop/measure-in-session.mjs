import { build } from 'esbuild';
import { basename, dirname, join } from 'node:path';
import { buildPorchlight } from '../../scripts/build.mjs';
import { projectRoot } from '../../scripts/project-root.mjs';
import { ensureSystemPackages } from '../../scripts/system-packages/ensure.mjs';
import { runCommand } from '../../scripts/terminal/run-command.mjs';

/** Puts a finding on standard output, in the one line of it that `measureInSession` looks for. @param {unknown} finding */
export function tellFinding(finding) {
  process.stdout.write(`${JSON.stringify({ finding })}\n`);
}

/**
 * Builds what people get, and runs a script in a desktop session of its own.
 *
 * @param {string} script below the project's folder; it ends with `tellFinding`
 * @param {readonly string[]} args
 * @param {readonly string[]} bundles code of the app that the script needs, below the project's folder: `bench/a/b.ts` becomes
 *   `out/bench/a/b.mjs`
 * @returns {Promise<any>} what the script has found
 */
export async function measureInSession(script, args, bundles) {
  await ensureSystemPackages(['electron', 'desktop']);
  await buildPorchlight({ release: true });
  await build({
    entryPoints: bundles.map((path) => ({
      in: join(projectRoot, path),
      out: join(dirname(path), basename(path, '.ts')),
    })),
    outdir: join(projectRoot, 'out'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  const session = join(projectRoot, 'test/desktop/support/session.sh');
  const command = [process.execPath, join(projectRoot, script), ...args];
  const { code, output } = await runCommand('bash', [session, ...command], { cwd: projectRoot });
  const line = output.split('\n').find((text) => text.startsWith('{"finding"'));
  if (code !== 0 || line === undefined) throw new Error(`The session failed.\n${output}`);
  return JSON.parse(line).finding;
}
