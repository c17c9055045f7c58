/**
 * What another version of Electron offers, kept as text because its typings are not installed: its version in the first line, then a line
 * for each type: its name, and its members (`.`) and events (`#`), each with the hash of its signature.
 *
 * @param {string} version
 * @param {import('./read-api.mjs').ElectronApi} api
 */
export function writeRecord(version, api) {
  /** @type {Map<string, string[]>} */
  const types = new Map();
  for (const [name, { signature }] of api) {
    const [, type = '', rest = ''] = /^(\w+)(.*)$/.exec(name) ?? [];
    const words = types.get(type) ?? [];
    words.push(`${rest}=${signature}`);
    types.set(type, words);
  }
  const lines = [...types]
    .map(([type, words]) => [type, ...words.toSorted()].join(' '))
    .toSorted((a, b) => (a < b ? -1 : 1));
  return [version, ...lines, ''].join('\n');
}

/**
 * @param {string} text
 * @returns {{ version: string, signatures: ReadonlyMap<string, string> }}
 */
export function readRecord(text) {
  const [version = '', ...lines] = text.trimEnd().split('\n');
  /** @type {Map<string, string>} */
  const signatures = new Map();
  for (const line of lines) {
    const [type = '', ...words] = line.split(' ');
    for (const word of words) {
      const at = word.lastIndexOf('=');
      signatures.set(`${type}${word.slice(0, at)}`, word.slice(at + 1));
    }
  }
  return { version, signatures };
}
