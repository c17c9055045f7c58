import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDesktopSession } from './desktop-session.ts';
import { chownToSession } from './session-user.ts';

/**
 * Makes a data folder for the app, as an earlier run could have left it.
 *
 * @param files texts by file name
 */
export async function createUserData(files: Readonly<Record<string, string>>): Promise<string> {
  const parent = await mkdtemp(join(readDesktopSession().folder, 'config-'));
  const folder = join(parent, 'Porchlight');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, name), text, { mode: 0o600 });
  for (const path of [parent, folder, ...Object.keys(files).map((name) => join(folder, name))])
    await chownToSession(path);
  return folder;
}

/** Every way in which a text could lie in a file and still be read by anybody. */
function toEncodings(text: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  // Base64 looks different at each of three places in a group; the first and last characters depend on the neighbours.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -6),
  );
  const texts: [string, string][] = base64.flatMap((encoded, shift): [string, string][] => [
    [`base64 at ${String(shift)}`, encoded],
    [`base64url at ${String(shift)}`, encoded.replaceAll('+', '-').replaceAll('/', '_')],
  ]);
  return new Map<string, Buffer>([
    ['bytes', bytes],
    ['UTF-16 LE', utf16],
    ['UTF-16 BE', Buffer.from(utf16).swap16()],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['reversed', Buffer.from(bytes).reverse()],
    ...texts.map(([name, encoded]): [string, Buffer] => [name, Buffer.from(encoded)]),
  ]);
}

/** The files below a folder in which a text can be read, each with the encoding: `config.json: bytes`. */
export async function findOnDisk(folder: string, text: string): Promise<readonly string[]> {
  const encodings = toEncodings(text);
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => Buffer.alloc(0));
    for (const [encoding, bytes] of encodings)
      if (content.includes(bytes)) found.push(`${path.slice(folder.length + 1)}: ${encoding}`);
  }
  return found;
}
