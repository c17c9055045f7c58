import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findHomepage } from './packaging/linux-files.mjs';
import { projectRoot } from './project-root.mjs';
import { checkElectronLine } from './release/electron-line.mjs';
import { finishRelease } from './release/finish.mjs';
import { isNewerList } from './release/newer-list.mjs';
import { toReleaseSbom } from './release/sbom.mjs';
import { checkTag } from './release/tag.mjs';
import { pairKeys, readKeyInApp } from './release/update-key.mjs';
import { runCommand } from './terminal/run-command.mjs';
import { describeError, say } from './terminal/say.mjs';

const USAGE = `usage: node scripts/release.mjs check TAG          may this tag be released?
       node scripts/release.mjs electron NEWEST    does the Electron that ships still get repairs?
       node scripts/release.mjs sbom FILE          writes the list of parts (CycloneDX)
       node scripts/release.mjs finish TAG FOLDER  checks the packages in FOLDER, signs the lists of versions, writes checksums
       node scripts/release.mjs newer FILE OLD     is the list FILE of a later version than the list OLD? (exit code 0 or 1)

The key is in UPDATE_KEY, its password in UPDATE_KEY_PASSWORD; see docs/releasing.md.`;

/** @param {string} path */
function read(path) {
  return readFile(join(projectRoot, path), 'utf8');
}

async function readManifest() {
  const manifest = /** @type {unknown} */ (JSON.parse(await read('package.json')));
  return /** @type {{ name: string, version: string, homepage?: string, dependencies: Record<string, string>, devDependencies: Record<string, string> }} */ (
    manifest
  );
}

/** @param {string} tag */
async function check(tag) {
  const { version, homepage } = await readManifest();
  const changelog = await read('CHANGELOG.md');
  return checkTag({ tag, version, changelog, homepage: homepage ?? (await findHomepage()) });
}

async function readKeys() {
  const { UPDATE_KEY: secret = '', UPDATE_KEY_PASSWORD: password = '' } = process.env;
  return pairKeys({ inApp: readKeyInApp(await read('src/core/updates/public-key.ts')), secret, password });
}

/** Says it to the next steps of a workflow. @param {Record<string, string>} outputs */
async function output(outputs) {
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  if (process.env['GITHUB_OUTPUT']) await appendFile(process.env['GITHUB_OUTPUT'], lines.join(''));
  else process.stdout.write(lines.join(''));
}

/** @param {string} file */
async function writeSbom(file) {
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--loglevel=error'];
  const { code, output: text } = await runCommand('npm', args, { cwd: projectRoot });
  if (code !== 0) throw new Error(text.trim());
  const { name, version, dependencies } = await readManifest();
  const fromNpm = /** @type {import('./release/sbom.mjs').CycloneDx} */ (JSON.parse(text));
  const sbom = toReleaseSbom(fromNpm, { name, version, dependencies: Object.keys(dependencies) });
  await writeFile(file, `${JSON.stringify(sbom, null, 2)}\n`);
}

/** @param {string[]} words */
async function run([verb, first, second]) {
  if (verb === 'check' && first !== undefined) {
    const { version, isBeta, notes } = await check(first);
    await output({ version, beta: String(isBeta) });
    say(`${version} may be released:\n\n${notes}`);
  } else if (verb === 'electron' && first !== undefined) {
    const { devDependencies } = await readManifest();
    say(checkElectronLine(devDependencies['electron'] ?? '', first));
  } else if (verb === 'sbom' && first !== undefined) {
    await writeSbom(first);
  } else if (verb === 'newer' && first !== undefined && second !== undefined) {
    process.exitCode = isNewerList(await readFile(first, 'utf8'), await readFile(second, 'utf8')) ? 0 : 1;
  } else if (verb === 'finish' && first !== undefined && second !== undefined) {
    const { version, isBeta, notes } = await check(first);
    const keys = await readKeys();
    const lists = await finishRelease(second, { version, isBeta, notes, keys, nowMs: Date.now() });
    await writeFile(join(second, '..', 'release-notes.md'), `${notes}\n`);
    await output({ signed: String(keys !== null) });
    say(
      keys === null
        ? 'There is no key for updates yet: no app is told of this release.'
        : `Signed: ${lists.join(', ')}.`,
    );
  } else {
    say(USAGE);
    process.exitCode = 2;
  }
}

try {
  await run(parseArgs({ allowPositionals: true }).positionals);
} catch (error) {
  say(describeError(error));
  process.exitCode = 2;
}
