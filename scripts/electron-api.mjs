import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { checkElectronUses } from './checks/electron-api/check-uses.mjs';
import { findElectronUses } from './checks/electron-api/find-uses.mjs';
import { readElectronApi } from './checks/electron-api/read-api.mjs';
import { readRecord, writeRecord } from './checks/electron-api/record.mjs';
import { changedUses, guardedUses } from './checks/electron-api/table.mjs';
import { projectRoot } from './project-root.mjs';
import { fallbackRuntime } from './runtime/fallback.mjs';
import { describeError, say } from './terminal/say.mjs';

const recordPath = join(projectRoot, 'scripts/checks/electron-api/fallback.txt');

/** Whatever touches Electron is in one of these; their programs include what they import. */
const folders = ['src/main', 'src/preload'];

/** @returns {import('./checks/electron-api/find-uses.mjs').ElectronUse[]} */
function listUses() {
  const uses = folders.flatMap((folder) => {
    const config = ts.getParsedCommandLineOfConfigFile(
      join(projectRoot, folder, 'tsconfig.json'),
      {},
      {
        ...ts.sys,
        onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
          throw new Error(ts.flattenDiagnosticMessageText(messageText, ' '));
        },
      },
    );
    const program = ts.createProgram(config?.fileNames ?? [], config?.options ?? {});
    const start = `${projectRoot.replaceAll('\\', '/')}/`;
    return findElectronUses(program, (fileName) =>
      fileName.startsWith(`${start}${folder}/`) ? fileName.slice(start.length) : null,
    );
  });
  // Looking at nothing would find nothing.
  if (uses.length === 0) throw new Error('No use of Electron was found, which can not be.');
  return uses;
}

/** @returns {Promise<string[]>} */
async function check() {
  const typings = await readFile(join(projectRoot, 'node_modules/electron/electron.d.ts'), 'utf8');
  const { version, signatures } = readRecord(await readFile(recordPath, 'utf8'));
  const recorded =
    version === fallbackRuntime.electronVersion
      ? []
      : [`The record is of Electron ${version}, the fallback runtime is ${fallbackRuntime.electronVersion}.`];
  const findings = checkElectronUses({
    uses: listUses(),
    current: readElectronApi(typings),
    older: signatures,
    guarded: guardedUses,
    changed: changedUses,
    readText: (path) => readFileSync(join(projectRoot, path), 'utf8'),
  });
  return [...recorded, ...findings];
}

/**
 * Records what the fallback runtime offers.
 *
 * @param {string} path its electron.d.ts
 */
async function record(path) {
  const text = await readFile(path, 'utf8');
  const [, version = ''] = /^\/\/ Type definitions for Electron (\S+)/.exec(text) ?? [];
  await writeFile(recordPath, writeRecord(version, readElectronApi(text)));
}

try {
  const { values } = parseArgs({ options: { list: { type: 'boolean' }, record: { type: 'string' } } });
  if (values.record !== undefined) await record(values.record);
  else if (values.list === true) {
    for (const name of [...new Set(listUses().map((use) => use.name))].toSorted()) say(name);
  } else {
    const findings = await check();
    for (const finding of findings) say(finding);
    process.exitCode = findings.length === 0 ? 0 : 1;
  }
} catch (error) {
  say(`Electron's API could not be checked. ${describeError(error)}`);
  process.exitCode = 1;
}
