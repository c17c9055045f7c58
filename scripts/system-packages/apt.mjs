import { runCommand } from '../terminal/run-command.mjs';
import { createProgress } from '../terminal/say.mjs';

/** Waits for another apt on the same machine, and repeats a download that breaks off. */
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];

/** Whether this system has Debian's package tools. */
export async function hasApt() {
  return (
    (await runCommand('dpkg-query', ['--version'])).code === 0 &&
    (await runCommand('apt-get', ['--version'])).code === 0
  );
}

/**
 * Those of the given packages that are installed.
 *
 * @param {readonly string[]} names
 * @returns {Promise<Set<string>>}
 */
export async function listInstalled(names) {
  // Exits with 1 when a name is unknown, and still prints the others.
  const { output } = await runCommand('dpkg-query', [
    '-W',
    '-f',
    '${db:Status-Status} ${Package}\\n',
    ...names,
  ]);
  return new Set(
    output
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.slice('installed '.length)),
  );
}

/**
 * Those of the given packages that apt could install.
 *
 * @param {readonly string[]} names
 * @returns {Promise<Set<string>>}
 */
async function listAvailable(names) {
  const { output } = await runCommand('apt-cache', ['policy', ...names]);
  const available = [...output.matchAll(/^(\S+):\n.*\n {2}Candidate: (.*)$/gm)].filter(
    ([, , version]) => version !== '(none)',
  );
  return new Set(available.map(([, name]) => name ?? ''));
}

/**
 * The name to install for each need: the first that apt knows, else the last and oldest.
 *
 * @param {readonly (readonly string[])[]} needs
 * @returns {Promise<string[]>}
 */
export async function choosePackages(needs) {
  const available = await listAvailable(needs.flat());
  return needs.map((names) => names.find((name) => available.has(name)) ?? names.at(-1) ?? '');
}

/**
 * What to put before `apt-get` to have the right to install: nothing for root, `sudo` for a person who agrees. Nobody is asked where
 * no terminal is; PORCHLIGHT_INSTALL_PACKAGES=yes agrees beforehand.
 *
 * @param {() => Promise<boolean>} ask
 * @returns {Promise<readonly string[] | undefined>} undefined when there is no such right.
 */
export async function findPrivilege(ask) {
  if (process.getuid?.() === 0) return [];
  if ((await runCommand('sudo', ['--version'])).code !== 0) return undefined;
  const isAgreed = process.env['PORCHLIGHT_INSTALL_PACKAGES'] === 'yes' || (await ask());
  if (!isAgreed) return undefined;
  // Asks for the password now and on this terminal: the output of what follows is read and not shown.
  return (await runCommand('sudo', ['-v'], { show: true })).code === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * Runs one `apt-get` command, once more when it fails.
 *
 * @param {readonly string[]} privilege
 * @param {readonly string[]} args
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<string | undefined>} undefined when it worked, else the last lines of its output.
 */
async function runApt(privilege, args, onLine = () => undefined) {
  const words = [...privilege, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...APT_OPTIONS, ...args];
  const [command = 'env', ...rest] = words;
  let failure = '';
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { code, output } = await runCommand(command, rest, { onLine });
    if (code === 0) return undefined;
    failure = output.trim().split('\n').slice(-3).join('\n');
  }
  return failure;
}

/**
 * @param {readonly string[]} privilege
 * @returns {Promise<string | undefined>} what apt said when it failed.
 */
export function updateLists(privilege) {
  return runApt(privilege, ['-q', 'update']);
}

/**
 * @param {readonly string[]} privilege
 * @param {readonly string[]} names
 * @param {(sentence: string) => void} say
 * @returns {Promise<string | undefined>} what apt said when it failed.
 */
export function installPackages(privilege, names, say) {
  const progress = createProgress(say, 3_000);
  const counts = { Get: 0, Unpacking: 0, 'Setting up': 0 };
  return runApt(privilege, ['install', '-q', '-y', '--no-install-recommends', ...names], (line) => {
    for (const step of /** @type {(keyof typeof counts)[]} */ (Object.keys(counts))) {
      if (line.startsWith(step)) counts[step] += 1;
    }
    progress(
      `  ${String(counts.Get)} packages downloaded, ${String(counts.Unpacking)} unpacked, ${String(counts['Setting up'])} set up`,
    );
  });
}

/** The line that a person can type. @param {readonly string[]} names */
export function toAptLine(names) {
  return `sudo apt-get install --no-install-recommends ${names.join(' ')}`;
}
