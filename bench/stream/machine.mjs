import { arch, availableParallelism, cpus, loadavg, release, type } from 'node:os';
import { projectRoot } from '../../scripts/project-root.mjs';
import { runCommand } from '../../scripts/terminal/run-command.mjs';

/** Date, commit and machine, in two sentences. */
export async function describeMachine() {
  const { output } = await runCommand('git', ['describe', '--always', '--dirty', '--abbrev=12'], {
    cwd: projectRoot,
  });
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const commit = output.trim().replace(/-dirty$/, ' with changes');
  return `${new Date().toISOString().slice(0, 10)}, commit ${commit}. ${String(availableParallelism())} x ${model}, ${type()} ${release()} ${arch()}, Node ${process.versions.node}, load ${(loadavg()[0] ?? 0).toFixed(1)} at the start.`;
}
