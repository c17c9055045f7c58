import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPorchlight, describeBuild } from './build.mjs';
import { projectRoot } from './project-root.mjs';
import { resolveFallback, resolveRuntime } from './runtime/resolve.mjs';
import { ensureSystemPackages } from './system-packages/ensure.mjs';
import { runCommand } from './terminal/run-command.mjs';
import { describeError, say } from './terminal/say.mjs';
import { choosePackages, prepareDebianRoot } from './testing/debian-root.mjs';
import { runOnOtherNodes } from './testing/other-nodes.mjs';
import { parseProjects, runProject } from './testing/projects.mjs';
import { addTallies, describeDetails, describeTally, toBrokenTally } from './testing/tally.mjs';

/** @typedef {import('./testing/projects.mjs').TestProject} TestProject */
/** @typedef {import('./testing/tally-reporter.mjs').Tally} Tally */

/**
 * The variables that tell a suite why it can't run here; each suite skips itself by name with that reason. Those against real Home
 * Assistant servers look for Python themselves.
 */
const skipVariables = /** @type {const} */ ({
  browser: 'PORCHLIGHT_SKIP_BROWSER',
  desktop: 'PORCHLIGHT_SKIP_DESKTOP',
  install: 'PORCHLIGHT_SKIP_INSTALL',
});

/**
 * Gets ready what the chosen tests need.
 *
 * @param {readonly TestProject[]} projects
 * @returns {Promise<Record<string, string>>} a skip variable with the reason for each kind that can't run.
 */
async function prepare(projects) {
  /** @type {Record<string, string>} */
  const skips = {};
  const groups = projects.filter(
    (project) => project !== 'unit' && project !== 'node-sqlite' && project !== 'install',
  );
  const missing = await ensureSystemPackages(projects.includes('desktop') ? [...groups, 'electron'] : groups);
  for (const project of /** @type {const} */ (['browser', 'desktop'])) {
    const reason = missing.get(project) ?? (project === 'desktop' ? missing.get('electron') : undefined);
    if (reason !== undefined) skips[skipVariables[project]] = reason;
  }
  if (projects.includes('desktop') && skips[skipVariables.desktop] === undefined) {
    const reason = await prepareDesktop();
    if (reason !== undefined) skips[skipVariables.desktop] = reason;
  }
  // A package of another's making, as the one that is released, is taken as it is.
  if (projects.includes('install')) {
    const reason = await prepareDebianRoot();
    Object.assign(
      skips,
      reason === undefined ? await preparePackages() : { [skipVariables.install]: reason },
    );
  }
  say(describeBuild(await buildPorchlight()));
  return skips;
}

/**
 * Finds the runtime and packages the app on it.
 *
 * @returns {Promise<string | undefined>} why there is no runtime.
 * @throws when the app can't be packaged.
 */
async function prepareDesktop() {
  const runtime = await resolveRuntime().catch((/** @type {unknown} */ error) => describeError(error));
  if (typeof runtime === 'string') return runtime;
  say(`Packaging the app on Electron ${runtime.version} for the desktop tests.`);
  await runPackaging(runtime.isFallback ? ['--fallback-runtime'] : ['--dir']);
  return undefined;
}

/**
 * Makes the packages of Linux on the fallback runtime, quickly instead of small.
 *
 * @returns {Promise<Record<string, string>>} a skip variable with the reason for each that can't be made
 * @throws when the app can't be packaged.
 */
async function preparePackages() {
  const runtime = await resolveFallback().catch((/** @type {unknown} */ error) => describeError(error));
  if (typeof runtime === 'string') return { [skipVariables.install]: runtime };
  say('Making packages for the tests that install them.');
  const { targets, skips } = await choosePackages();
  await runPackaging(['--fallback-runtime', '--quick', ...targets.flatMap((target) => ['--target', target])]);
  return skips;
}

/** @param {readonly string[]} options */
async function runPackaging(options) {
  const script = join(projectRoot, 'scripts/package.mjs');
  const { code, output } = await runCommand(process.execPath, [script, ...options]);
  if (code !== 0) throw new Error(output.trim());
}

/**
 * Installs the real servers, then tests against them.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} show whether the tests' output is printed as it comes
 */
async function runHomeAssistant(env, show) {
  await runCommand(process.execPath, [join(projectRoot, 'scripts/home-assistant.mjs')], { onLine: say });
  return runProject('home-assistant', { show, env, inSession: false });
}

/**
 * Runs one kind of tests, its output as it comes.
 *
 * @param {TestProject} project
 * @param {NodeJS.ProcessEnv} env
 * @param {Record<string, string>} skips
 * @returns {Promise<Tally>}
 */
async function runShown(project, env, skips) {
  const options = { show: true, env, inSession: false };
  switch (project) {
    case 'home-assistant':
      return (await runHomeAssistant(env, true)).tally;
    case 'node-sqlite':
      return addTallies(
        await runOnOtherNodes(async (node) => (await runProject(project, { ...options, node })).tally),
      );
    case 'desktop': {
      const inSession = skips[skipVariables.desktop] === undefined;
      return (await runProject(project, { ...options, inSession })).tally;
    }
    default:
      return (await runProject(project, options)).tally;
  }
}

/**
 * Runs the chosen tests: those against real Home Assistant servers, which mostly wait, beside the others, which come one after another.
 *
 * @param {readonly TestProject[]} projects
 * @param {Record<string, string>} skips
 * @returns {Promise<Tally>}
 */
async function runTests(projects, skips) {
  const env = { ...process.env, ...skips };
  const isBeside = projects.includes('home-assistant') && projects.length > 1 && availableParallelism() > 1;
  if (isBeside)
    say(
      'Running the tests against real Home Assistant servers in the background; their output follows at the end.',
    );
  const beside = isBeside ? runHomeAssistant(env, false) : undefined;
  const tallies = [];
  for (const project of projects) {
    if (beside && project === 'home-assistant') continue;
    say(`\nRunning the ${project} tests.`);
    tallies.push(await runShown(project, env, skips));
  }
  if (beside) {
    say('\nWaiting for the tests against real Home Assistant servers.');
    const { tally, output } = await beside;
    process.stderr.write(output);
    tallies.push(tally);
  }
  return addTallies(tallies);
}

/** @returns {Promise<Tally>} */
async function prepareAndRun() {
  const startedMs = performance.now();
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const projects = parseProjects(values.only);
  const skips = await prepare(projects);
  const tally = await runTests(projects, skips);
  say(`\nAll tests took ${String(Math.round((performance.now() - startedMs) / 1000))} seconds.`);
  return tally;
}

const tally = await prepareAndRun().catch((/** @type {unknown} */ error) => {
  return toBrokenTally(`getting ready: ${describeError(error)}`);
});
for (const line of describeDetails(tally)) say(line);
process.stdout.write(`${describeTally(tally)}\n`);
process.exitCode = tally.failed === 0 ? 0 : 1;
