import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licences of the packages that are in the bundles, one after another.
 *
 * @param {string} root
 * @param {Iterable<string>} inputs paths of bundled files, from the root, as esbuild's metafile has them
 * @returns {Promise<string>}
 * @throws for a package that ships no licence, so that somebody looks.
 */
export async function collectLicences(root, inputs) {
  const names = new Set();
  for (const input of inputs) {
    const found = /^node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) names.add(found[0]);
  }
  const parts = [];
  for (const folder of [...names].sort()) parts.push(await readLicence(join(root, folder)));
  return `Porchlight contains these packages.\n\n${parts.join('\n')}`;
}

/** @param {string} folder */
async function readLicence(folder) {
  const manifest =
    /** @type {{ name: string, version: string, license?: string, author?: string | { name: string } }} */ (
      JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    );
  const file = (await readdir(folder)).find((name) => /^(?:licen[cs]e|copying)(?:$|[.-])/i.test(name));
  if (file === undefined && manifest.license === undefined)
    throw new Error(
      `${manifest.name} ${manifest.version} says no licence. It can't be shipped before that is known.`,
    );
  const author =
    typeof manifest.author === 'string' ? manifest.author : (manifest.author?.name ?? 'its authors');
  const text =
    file === undefined
      ? `Copyright ${author}. Licence: ${manifest.license ?? ''}.`
      : await readFile(join(folder, file), 'utf8');
  return `${'-'.repeat(80)}\n${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${text.trim()}\n`;
}
