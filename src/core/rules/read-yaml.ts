import { Composer, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, Parser, type CST } from 'yaml';

/** Where a problem is; both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Why a text is not the YAML that is wanted. `code` is that of the package `yaml`. */
export type YamlProblem =
  | { readonly kind: 'syntax'; readonly code: string }
  | { readonly kind: 'twice'; readonly key: string; readonly firstLine: number }
  | { readonly kind: 'alias' | 'tag' | 'key' | 'too-deep' | 'empty' | 'several' };

export interface ReadYaml {
  /** Plain objects, lists, texts, numbers, truth values and null; `undefined` where nothing could be read. */
  readonly value: unknown;
  readonly problems: readonly { readonly at: Place; readonly problem: YamlProblem }[];
  /** Where a value is, or with `key` the name of a member. What is missing is where it should be. */
  placeOf(path: readonly PropertyKey[], key?: string): Place;
}

/** A file of rules has at most some ten levels. Deeper ones would exhaust the stack of the package. */
const MAX_DEPTH = 32;

interface Walk {
  readonly offsets: Map<string, number>;
  add(offset: number | undefined, problem: YamlProblem): void;
  readonly lineOf: (offset: number) => number;
}

/**
 * Reads one document of YAML 1.2 without aliases and tags, in time and memory that are linear in its length. Never throws.
 * Numbers that are written in an unusual way, such as `007`, are texts.
 */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const problems: { readonly offset: number; readonly problem: YamlProblem }[] = [];
  const offsets = new Map<string, number>();
  const toPlace = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const walk: Walk = {
    offsets,
    add: (offset = 0, problem) => problems.push({ offset, problem }),
    lineOf: (offset) => toPlace(offset).line,
  };
  const value = read(text, lines, walk);
  return {
    value,
    problems: problems
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ offset, problem }) => ({ at: toPlace(offset), problem })),
    placeOf(path, key) {
      const exact = key === undefined ? undefined : offsets.get(`${keyOf([...path, key])}\n`);
      if (exact !== undefined) return toPlace(exact);
      for (let length = path.length; length >= 0; length -= 1) {
        const offset = offsets.get(keyOf(path.slice(0, length)));
        if (offset !== undefined) return toPlace(offset);
      }
      return { line: 1, column: 1 };
    },
  };
}

function read(text: string, lines: LineCounter, walk: Walk): unknown {
  // Only the second step is recursive, so that the depth is known before.
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tokens.map(findTooDeep).find((offset) => offset !== null);
  if (deep !== undefined) {
    walk.add(deep, { kind: 'too-deep' });
    return undefined;
  }
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const [document, another] = composer.compose(tokens, true, text.length);
  if (document === undefined) return undefined;
  for (const { code, pos } of document.errors) walk.add(pos[0], { kind: 'syntax', code });
  for (const { pos } of document.warnings) walk.add(pos[0], { kind: 'tag' });
  if (another !== undefined) walk.add(another.range[0], { kind: 'several' });
  if (document.errors.length > 0) return undefined;
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    walk.add(0, { kind: 'empty' });
  return toValue(document.contents, [], walk);
}

/** Offset of a part that is nested too deeply; `null` where there is none. */
function findTooDeep(token: CST.Token): number | null {
  const waiting: { readonly token: CST.Token; readonly depth: number }[] = [{ token, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { depth } = next;
    if (depth > MAX_DEPTH) return next.token.offset;
    for (const part of partsOf(next.token)) waiting.push({ token: part, depth: depth + 1 });
  }
  return null;
}

function partsOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat());
}

function toValue(node: unknown, path: readonly PropertyKey[], walk: Walk): unknown {
  if (isAlias(node)) {
    walk.add(node.range?.[0], { kind: 'alias' });
    return null;
  }
  if (isMap(node)) {
    note(node.range?.[0], path, walk);
    return toObject(node.items, path, walk);
  }
  if (isSeq(node)) {
    note(node.range?.[0], path, walk);
    return node.items.map((item, at) => toValue(item, [...path, at], walk));
  }
  if (!isScalar(node)) return null;
  note(node.range?.[0], path, walk);
  const { value, source } = node;
  if (typeof value !== 'number' && typeof value !== 'boolean') return value;
  return source === undefined || String(value) === source ? value : source;
}

function toObject(items: readonly unknown[], path: readonly PropertyKey[], walk: Walk): object {
  const firstAt = new Map<string, number>();
  const members = items.flatMap((pair): readonly (readonly [string, unknown])[] => {
    if (!isPair(pair) || !isScalar(pair.key)) {
      const key = isPair(pair) && isNode(pair.key) ? pair.key.range?.[0] : undefined;
      walk.add(key ?? walk.offsets.get(keyOf(path)), {
        kind: isPair(pair) && isAlias(pair.key) ? 'alias' : 'key',
      });
      return [];
    }
    const { value, source, range } = pair.key;
    const name = source ?? String(value);
    const offset = range?.[0] ?? 0;
    if (name === '__proto__') {
      walk.add(offset, { kind: 'key' });
      return [];
    }
    const first = firstAt.get(name);
    if (first !== undefined) {
      walk.add(offset, { kind: 'twice', key: name, firstLine: walk.lineOf(first) });
      return [];
    }
    firstAt.set(name, offset);
    walk.offsets.set(`${keyOf([...path, name])}\n`, offset);
    // An empty value has no place of its own that helps.
    walk.offsets.set(keyOf([...path, name]), offset);
    return [[name, toValue(pair.value, [...path, name], walk)]];
  });
  return Object.fromEntries(members);
}

function note(offset: number | undefined, path: readonly PropertyKey[], { offsets }: Walk): void {
  const key = keyOf(path);
  if (offset !== undefined && !offsets.has(key)) offsets.set(key, offset);
}

function isNode(value: unknown): value is { readonly range?: readonly number[] | null } {
  return typeof value === 'object' && value !== null;
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
