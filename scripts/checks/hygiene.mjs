/**
 * Something that no file of the project may contain. The patterns are written so that this file doesn't match them itself.
 *
 * @typedef {{ pattern: RegExp, reason: string, applies: (path: string) => boolean }} HygieneRule
 */

const everywhere = () => true;

/** @type {readonly HygieneRule[]} */
const rules = [
  {
    pattern:
      /registry\.(?:npmjs|yarnpkg)|(?:files\.)?pypi\.(?:org|python)|python[h]osted|deb\.debian\.org|archive\.ubuntu\.com/,
    reason: "names a package registry's host; the person's own settings choose it",
    applies: everywhere,
  },
  {
    pattern: /(?<![\w.~-])\/(?:work|root)\//,
    reason: 'contains a path of one machine',
    applies: (path) => !path.startsWith('test/fixtures/'),
  },
  {
    pattern: /\u2014/,
    reason: 'has an em dash; write a comma, a colon or two sentences',
    applies: (path) => /^(?:src\/(?:renderer|core|main|cli)\/|README)/.test(path),
  },
  {
    pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/,
    reason: 'leaves work for later; do it or open an issue',
    applies: (path) => /\.(?:ts|mjs|cjs|sh|css|html|ya?ml)$/.test(path),
  },
];

/**
 * Looks through one file.
 *
 * @param {string} path relative to the project's root, with forward slashes
 * @param {string} text
 * @returns {string[]} one line for each finding: where and why.
 */
export function findUnhygienic(path, text) {
  const applicable = rules.filter(({ applies }) => applies(path));
  return text
    .split('\n')
    .flatMap((line, index) =>
      applicable
        .filter(({ pattern }) => pattern.test(line))
        .map(({ reason }) => `${path}:${String(index + 1)} ${reason}: ${line.trim().slice(0, 120)}`),
    );
}
