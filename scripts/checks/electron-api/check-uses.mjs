import { lookUp } from './read-api.mjs';

/** @typedef {import('./find-uses.mjs').ElectronUse} ElectronUse */

/**
 * A use that does not work everywhere by itself, and why it is right. `file` is the one file that may do so, and `guard` is the text in
 * it that asks first.
 *
 * @typedef {{ apis: readonly string[], file: string, guard: string, because: string }} GuardedUse
 */

/**
 * A use whose signature differs between the two versions, and why it is right on both. `seen` is the hash of the signature that was looked
 * at, so that a later change is looked at as well.
 *
 * @typedef {{ api: string, seen: string, because: string }} ChangedUse
 */

/**
 * What is wrong with a use. `missing` is not in the typings of the Electron that ships, `older` not in the runtime that tests run on.
 *
 * @typedef {'missing' | 'deprecated' | 'older' | 'changed' | 'unknown'} Problem
 */

/** @type {Record<Exclude<Problem, 'changed'>, string>} */
const words = {
  missing: 'is not in the Electron that ships',
  deprecated: 'is deprecated in the Electron that ships',
  older: 'is not in the runtime that the tests run on',
  unknown: 'is an event or a member that only the running app knows',
};

/**
 * Compares what the sources use with what the two versions offer.
 *
 * @param {{
 *   uses: readonly ElectronUse[],
 *   current: import('./read-api.mjs').ElectronApi,
 *   older: ReadonlyMap<string, string>,
 *   guarded: readonly GuardedUse[],
 *   changed: readonly ChangedUse[],
 *   readText: (path: string) => string,
 * }} facts
 * @returns {string[]} a line for each finding.
 */
export function checkElectronUses({ uses, current, older, guarded, changed, readText }) {
  const findings = [];
  const needed = new Set();
  for (const use of uses) {
    const where = `${use.path}:${String(use.line)} ${use.name}`;
    const fact = lookUp(current, use.name);
    const problem = findProblem(use.name, fact, lookUp(older, use.name));
    if (problem === null) continue;
    needed.add(use.name);
    if (problem === 'changed') {
      const known = changed.find(({ api }) => api === use.name);
      const signature = fact?.signature ?? '';
      if (known === undefined)
        findings.push(
          `${where} has another signature (${signature}) than in the runtime that the tests run on`,
        );
      else if (known.seen !== signature)
        findings.push(`${where} has a signature (${signature}) that nobody looked at; ${known.seen} was`);
      continue;
    }
    const guard = guarded.find(({ apis, file }) => file === use.path && apis.includes(use.name));
    const asks = guard !== undefined && removeComments(readText(use.path)).includes(guard.guard);
    if (guard === undefined) findings.push(`${where} ${words[problem]}, and is not guarded`);
    else if (!asks) findings.push(`${where} ${words[problem]}, and its guard is gone: ${guard.guard}`);
  }
  const named = [...guarded.flatMap(({ apis }) => apis), ...changed.map(({ api }) => api)];
  const stale = named.filter((api) => !needed.has(api));
  findings.push(...stale.map((api) => `${api} needs no entry in the table any more`));
  return [...new Set(findings)];
}

/**
 * @param {string} name
 * @param {import('./read-api.mjs').ApiFact | undefined} fact
 * @param {string | undefined} olderSignature
 * @returns {Problem | null}
 */
function findProblem(name, fact, olderSignature) {
  if (name.endsWith('?')) return 'unknown';
  if (fact === undefined) return 'missing';
  if (fact.deprecated !== null) return 'deprecated';
  if (olderSignature === undefined) return 'older';
  return olderSignature === fact.signature ? null : 'changed';
}

/** A guard that is only talked about is none. @param {string} text */
function removeComments(text) {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}
