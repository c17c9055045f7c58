import ts from 'typescript';
import { listeningMethods } from './read-api.mjs';

/**
 * One use of an Electron API. `name` is as in `readElectronApi`, or has a `?` where the typings don't tell: `App#?` for an event
 * whose name only the running app knows, `App.?` for an object whose type was cast away.
 *
 * @typedef {{ name: string, path: string, line: number }} ElectronUse
 */

/** What listens there is called by names of ours. */
const channels = new Set(['IpcMain', 'IpcRenderer']);

/**
 * Lists each use of Electron's API in a program, by types: what is imported, members, options in object literals, destructured members,
 * events, and members that an object of Electron needs to have because a function of ours asks for them.
 *
 * @param {ts.Program} program
 * @param {(fileName: string) => string | null} toPath path of a file that is looked at, null for others
 * @returns {ElectronUse[]}
 */
export function findElectronUses(program, toPath) {
  const checker = program.getTypeChecker();
  /** @type {ElectronUse[]} */
  const uses = [];
  for (const file of program.getSourceFiles()) {
    const path = toPath(file.fileName);
    if (path === null) continue;
    /** @param {ts.Node} node @param {string} name */
    const note = (node, name) => {
      const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
      if (!uses.some((use) => use.name === name && use.path === path && use.line === line))
        uses.push({ name, path, line });
    };
    ts.forEachChild(file, function visit(node) {
      readNode(node, checker, note);
      ts.forEachChild(node, visit);
    });
  }
  return uses;
}

/**
 * @param {ts.Node} node
 * @param {ts.TypeChecker} checker
 * @param {(node: ts.Node, name: string) => void} note
 */
function readNode(node, checker, note) {
  if (ts.isIdentifier(node)) {
    const name = nameOf(checker.getSymbolAtLocation(node), checker);
    // The name of a method that listens is less than the event that it listens to.
    if (name !== null && !isListener(name)) note(node, name);
  }
  if (ts.isObjectLiteralExpression(node)) {
    const wanted = checker.getContextualType(node);
    for (const property of wanted ? node.properties : []) {
      const key = property.name?.getText();
      if (key === undefined) continue;
      for (const name of namesOfProperty(wanted, key, checker)) note(property, name);
    }
  }
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const key = (node.propertyName ?? node.name).getText();
    for (const name of namesOfProperty(checker.getTypeAtLocation(node.parent), key, checker))
      note(node, name);
  }
  if (ts.isAsExpression(node)) {
    // Whatever is asked of it afterwards can't be seen.
    const owner = ownerOf(checker.getTypeAtLocation(node.expression), checker);
    const hidden = checker.getTypeAtLocation(node).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown);
    if (owner !== null && hidden) note(node, `${owner}.?`);
  }
  if (ts.isCallExpression(node)) readListening(node, checker, note);
  if (ts.isExpression(node)) readHandedOver(node, checker, note);
}

/**
 * `app.on('ready', …)`.
 *
 * @param {ts.CallExpression} call
 * @param {ts.TypeChecker} checker
 * @param {(node: ts.Node, name: string) => void} note
 */
function readListening(call, checker, note) {
  const { expression } = call;
  const [event] = call.arguments;
  if (!ts.isPropertyAccessExpression(expression) || !event) return;
  if (!listeningMethods.has(expression.name.text)) return;
  const owner = ownerOf(checker.getTypeAtLocation(expression.expression), checker);
  if (owner === null || channels.has(owner)) return;
  const type = checker.getTypeAtLocation(event);
  for (const member of type.isUnion() ? type.types : [type]) {
    note(call, `${owner}#${member.isStringLiteral() ? member.value : '?'}`);
  }
}

/**
 * An object of Electron where a type of ours is wanted: what that type asks for is used, though it is used elsewhere by another name.
 *
 * @param {ts.Expression} node
 * @param {ts.TypeChecker} checker
 * @param {(node: ts.Node, name: string) => void} note
 */
function readHandedOver(node, checker, note) {
  if (
    !ts.isCallExpression(node.parent) &&
    !ts.isPropertyAssignment(node.parent) &&
    !ts.isNewExpression(node.parent)
  )
    return;
  const type = checker.getTypeAtLocation(node);
  const owner = ownerOf(type, checker);
  const wanted = owner === null ? undefined : checker.getContextualType(node);
  if (!wanted || ownerOf(wanted, checker) !== null) return;
  for (const asked of wanted.getProperties()) {
    const name = nameOf(type.getProperty(asked.name), checker);
    if (name !== null && !isListener(name)) note(node, name);
  }
}

/** @param {string} name */
function isListener(name) {
  return listeningMethods.has(name.split('.')[1] ?? '');
}

/**
 * @param {ts.Type | undefined} type
 * @param {string} key
 * @param {ts.TypeChecker} checker
 * @returns {string[]} Electron's names for that member; several where the type is a union.
 */
function namesOfProperty(type, key, checker) {
  if (!type) return [];
  const members = type.isUnion() ? type.types : [type];
  return members.map((member) => nameOf(member.getProperty(key), checker)).filter((name) => name !== null);
}

/** The type of Electron that a value has. @param {ts.Type} type @param {ts.TypeChecker} checker */
function ownerOf(type, checker) {
  const members = type.isUnion() ? type.types : [type];
  for (const member of members) {
    const name = nameOf(member.getSymbol(), checker);
    if (name !== null && !name.includes('.')) return name;
  }
  return null;
}

/**
 * Electron's own name of a symbol.
 *
 * @param {ts.Symbol | undefined} symbol
 * @param {ts.TypeChecker} checker
 * @returns {string | null} null for what Electron does not declare, and for what only its typings need.
 */
function nameOf(symbol, checker) {
  const real = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = real?.declarations ?? [];
  if (!real || !declaration?.getSourceFile().fileName.endsWith('/electron.d.ts')) return null;
  if (!isInElectron(declaration)) return null;
  const { parent } = declaration;
  if (ts.isClassDeclaration(parent) || ts.isInterfaceDeclaration(parent))
    return `${parent.name?.text ?? ''}.${real.name}`;
  if (
    ts.isClassDeclaration(declaration) ||
    ts.isInterfaceDeclaration(declaration) ||
    ts.isTypeAliasDeclaration(declaration)
  )
    return real.name;
  // `const app: App`, and `type App = Electron.App` of the namespaces by process.
  if (ts.isVariableDeclaration(declaration))
    return nameOf(checker.getTypeOfSymbol(real).getSymbol(), checker);
  return null;
}

/** The typings also add to Node's own, such as `process`. @param {ts.Node} node */
function isInElectron(node) {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isModuleDeclaration(at) && at.name.text === 'NodeJS') return false;
  }
  return true;
}
