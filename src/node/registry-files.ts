import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { registryDocumentSchema, type RegistryDocument } from '../core/registry/registry-document.ts';
import { writeWhole } from './whole-file.ts';

/** The registry of 30,000 entities has some 4 MB. */
const MAX_FILE_BYTES = 16 * 1_048_576;
/** Ids that we made ourselves. Nothing else becomes the name of a file. */
const FILE_NAME = /^([\w-]{1,64})\.json$/;

function folderIn(dataFolder: string): string {
  return join(dataFolder, 'registries');
}

/** What earlier runs were told, by server id. A file that is not ours or not whole is left out: it is asked for again. */
export function readRegistryFiles(dataFolder: string): ReadonlyMap<string, RegistryDocument> {
  const found = new Map<string, RegistryDocument>();
  for (const name of filesIn(dataFolder)) {
    const document = readDocument(join(folderIn(dataFolder), name));
    if (document !== null) found.set(name.replace('.json', ''), document);
  }
  return found;
}

/** Keeps what a server was told to have. A disk that is full is no reason to tell anybody: it is asked for again. */
export function writeRegistryFile(dataFolder: string, serverId: string, document: RegistryDocument): void {
  try {
    if (!FILE_NAME.test(`${serverId}.json`)) return;
    mkdirSync(folderIn(dataFolder), { recursive: true, mode: 0o700 });
    writeWhole(join(folderIn(dataFolder), `${serverId}.json`), JSON.stringify(document));
  } catch {
    // The next start asks again.
  }
}

/** Removes those of servers that are not among these. */
export function removeOtherRegistryFiles(dataFolder: string, serverIds: ReadonlySet<string>): void {
  for (const name of filesIn(dataFolder)) {
    if (!serverIds.has(name.replace('.json', ''))) rmSync(join(folderIn(dataFolder), name), { force: true });
  }
}

function filesIn(dataFolder: string): readonly string[] {
  try {
    return readdirSync(folderIn(dataFolder)).filter((name) => FILE_NAME.test(name));
  } catch {
    return [];
  }
}

function readDocument(path: string): RegistryDocument | null {
  try {
    const stat = statSync(path);
    if (!stat.isFile() || stat.size > MAX_FILE_BYTES) return null;
    const parsed = registryDocumentSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
