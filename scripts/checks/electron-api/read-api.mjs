import { createHash } from 'node:crypto';
import ts from 'typescript';

/**
 * What one version of Electron offers, read from its typings: each name and a short hash of its signature. Names are `App.getName` for
 * members and options, `App#ready` for events, `App` for types themselves.
 *
 * @typedef {{ signature: string, deprecated: string | null }} ApiFact
 * @typedef {ReadonlyMap<string, ApiFact>} ElectronApi
 */

/** What listens to events, with the name of the event as its first argument. */
export const listeningMethods = new Set([
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'removeAllListeners',
]);

/** Types that were split off from others since: a member of the new one was a member of the old one. */
const splitOff = new Map([
  ['BaseWindow', 'BrowserWindow'],
  ['BaseWindowConstructorOptions', 'BrowserWindowConstructorOptions'],
]);

/**
 * Reads electron.d.ts.
 *
 * @param {string} text
 * @returns {ElectronApi}
 */
export function readElectronApi(text) {
  const source = ts.createSourceFile('electron.d.ts', text, ts.ScriptTarget.Latest, true);
  /** @type {Map<string, { texts: string[], deprecated: string | null }>} */
  const found = new Map();

  /** @param {string} name @param {ts.Node | undefined} shape @param {ts.Node} documented */
  function note(name, shape, documented) {
    const fact = found.get(name) ?? { texts: [], deprecated: null };
    if (shape !== undefined) fact.texts.push(toPlainText(shape, source));
    const tag = ts.getJSDocDeprecatedTag(documented);
    if (tag) fact.deprecated ??= ts.getTextOfJSDocComment(tag.comment)?.replaceAll(/\s+/g, ' ').trim() ?? '';
    found.set(name, fact);
  }

  /** @param {string} owner @param {ts.ClassElement | ts.TypeElement} member */
  function readMember(owner, member) {
    const name = member.name?.getText(source);
    if (name === undefined) return;
    const event =
      ts.isMethodDeclaration(member) || ts.isMethodSignature(member) ? toEvent(member) : undefined;
    if (event === undefined) note(`${owner}.${name}`, member, member);
    else note(`${owner}#${event.name}`, event.listener, member);
  }

  ts.forEachChild(source, function visit(node) {
    if (ts.isModuleDeclaration(node)) {
      // Namespaces inside repeat the names by process.
      if (node.name.getText(source) === 'Electron' && node.body) ts.forEachChild(node.body, visit);
    } else if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      const owner = node.name?.getText(source) ?? '';
      note(owner, undefined, node);
      for (const member of node.members) readMember(owner, member);
    } else if (ts.isTypeAliasDeclaration(node)) {
      note(node.name.getText(source), node.type, node);
    }
  });
  return new Map(
    [...found].map(([name, { texts, deprecated }]) => [name, { signature: hash(texts), deprecated }]),
  );
}

/**
 * Looks a name up, also by the name that its type had before a part of it was split off.
 *
 * @param {ReadonlyMap<string, T>} api
 * @param {string} name
 * @returns {T | undefined}
 * @template T
 */
export function lookUp(api, name) {
  const [, owner = '', rest = ''] = /^(\w+)(.*)$/.exec(name) ?? [];
  const older = splitOff.get(owner);
  return api.get(name) ?? (older === undefined ? undefined : api.get(`${older}${rest}`));
}

/** The event that an overload of `on` is about. @param {ts.MethodDeclaration | ts.MethodSignature} member */
function toEvent(member) {
  const [event, listener] = member.parameters;
  const type = event?.type;
  if (!listeningMethods.has(member.name.getText()) || !type || !ts.isLiteralTypeNode(type)) return undefined;
  if (!ts.isStringLiteral(type.literal)) return undefined;
  // `off` and the others repeat what `on` says.
  return { name: type.literal.text, listener: member.name.getText() === 'on' ? listener : undefined };
}

/**
 * What a declaration says, without its comments and without the accidents of layout.
 *
 * @param {ts.Node} node
 * @param {ts.SourceFile} source
 */
function toPlainText(node, source) {
  const printer = ts.createPrinter({ removeComments: true });
  return (
    printer
      .printNode(ts.EmitHint.Unspecified, node, source)
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/\bElectron\./g, '')
      .replaceAll(/\bbrowserWindow: /g, 'window: ')
      .replaceAll(/\bBaseWindow\b/g, 'BrowserWindow')
      // What older typings write for a listener that is told nothing.
      .replace(/^listener: Function$/, 'listener: () => void')
      .trim()
  );
}

/** An overload may stand there twice. @param {string[]} texts */
function hash(texts) {
  return createHash('sha256')
    .update([...new Set(texts)].toSorted().join('\n'))
    .digest('hex')
    .slice(0, 8);
}
