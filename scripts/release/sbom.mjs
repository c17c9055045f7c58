/**
 * @typedef {{ type: string, name: string, version: string, [key: string]: unknown }} Component
 * @typedef {{
 *   metadata: { component: Component, [key: string]: unknown },
 *   components: Component[],
 *   dependencies: { ref: string, dependsOn: string[] }[],
 *   [key: string]: unknown,
 * }} CycloneDx
 */

/**
 * Makes the list of a release's parts out of all that `npm sbom` lists. `--omit=dev` would leave out what a tool of development needs as
 * well (npm 11 does so), and Electron, which is installed as such a tool and yet is what the app runs in.
 *
 * @param {CycloneDx} fromNpm
 * @param {{ name: string, version: string, dependencies: readonly string[] }} facts `dependencies` as package.json names them
 * @returns {CycloneDx}
 * @throws when npm lists one of them not at all.
 */
export function toReleaseSbom(fromNpm, { name, version, dependencies }) {
  const app = String(fromNpm.metadata.component['bom-ref']);
  const edges = new Map(fromNpm.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const direct = [...dependencies, 'electron'].map((wanted) => {
    const found = edges.get(app)?.find((ref) => ref.slice(0, ref.lastIndexOf('@')) === wanted);
    if (found === undefined) throw new Error(`npm does not list ${wanted}.`);
    return found;
  });
  const reached = reach(direct, (ref) => (isElectron(ref) ? [] : (edges.get(ref) ?? [])));
  return {
    ...fromNpm,
    metadata: {
      ...fromNpm.metadata,
      component: { ...fromNpm.metadata.component, type: 'application', name, version },
    },
    components: fromNpm.components
      .filter((part) => reached.has(String(part['bom-ref'])))
      .map((part) => (isElectron(String(part['bom-ref'])) ? toRuntime(part) : part)),
    dependencies: [
      { ref: app, dependsOn: direct },
      ...fromNpm.dependencies
        .filter(({ ref }) => reached.has(ref))
        .map(({ ref, dependsOn }) => ({ ref, dependsOn: isElectron(ref) ? [] : dependsOn })),
    ],
  };
}

/** @param {string} ref */
function isElectron(ref) {
  return ref.startsWith('electron@');
}

/**
 * What the npm package stands for: it only fetches the runtime, so its hash is of nothing that is shipped.
 *
 * @param {Component} part
 * @returns {Component}
 */
function toRuntime(part) {
  return {
    'bom-ref': part['bom-ref'],
    type: 'framework',
    name: part.name,
    version: part.version,
    scope: 'required',
    purl: part['purl'],
    description:
      'The runtime, with Chromium and Node.js; LICENSES.chromium.html beside the app lists its parts.',
    licenses: [{ license: { id: 'MIT' } }],
  };
}

/**
 * @param {readonly string[]} from
 * @param {(ref: string) => readonly string[]} next
 */
function reach(from, next) {
  const reached = new Set(from);
  for (const ref of reached) for (const one of next(ref)) reached.add(one);
  return reached;
}
