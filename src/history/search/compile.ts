import type { Flag, QueryNode } from '../../core/query/ast.ts';
import { FLAG, KINDS } from '../store/schema.ts';
import { MORE_WORDS } from '../store/word-index.ts';
import { UNSAID } from '../../core/query/event-texts.ts';
import { toTokens } from '../../core/query/to-tokens.ts';
import {
  ANYTHING,
  EVERYTHING,
  NOTHING,
  allOf,
  anyOf,
  not,
  type CompileContext,
  type Condition,
} from './condition.ts';
import { compileFacet, countedArm } from './facet-condition.ts';

/** Estimated rows of words: an exact count would cost as much as the search. */
const WORD_ROWS = 30_000;

/** A query in SQL, as far as SQL can express it. */
export function compile(node: QueryNode, context: CompileContext): Condition {
  switch (node.kind) {
    case 'everything':
      return EVERYTHING;
    case 'and': {
      const parts = node.parts.map((part) => compile(part, context));
      return allOf(parts);
    }
    case 'or':
      return anyOf(node.parts.map((part) => compile(part, context)));
    case 'not':
      return not(compile(node.part, context));
    case 'facet':
      return compileFacet(node.facet, node.test, context);
    // Resolved before this is called.
    case 'place':
      return NOTHING;
    case 'flag':
      return node.wanted ? compileFlag(node.flag, context) : not(compileFlag(node.flag, context));
    case 'data':
      return compileData(node, context);
    case 'words': {
      const last = node.tokens.at(-1);
      if (last === undefined) return NOTHING;
      return hasWords([...node.tokens.slice(0, -1).map(toWhole), toBeginning(last, context)], context);
    }
    case 'phrase': {
      const tokens = [...new Set(node.tokens)];
      if (tokens.length === 0) return ANYTHING;
      return { ...hasWords(tokens.map(toWhole), context), exact: false };
    }
    case 'time': {
      const from = toMicros(node.from);
      const to = toMicros(node.to);
      const parts = [
        ...(from === null ? [] : [`e.time_fired >= ${from}`]),
        ...(to === null ? [] : [`e.time_fired < ${to}`]),
      ];
      return parts.length === 0 ? EVERYTHING : { sql: `(${parts.join(' AND ')})`, exact: true, arms: [] };
    }
    case 'seq':
      return { sql: `(e.key >= ${toKey(node.from)} AND e.key <= ${toKey(node.to)})`, exact: true, arms: [] };
  }
}

function compileFlag(flag: Flag, { database }: CompileContext): Condition {
  const sql = `e.flags & ${String(FLAG[flag])}`;
  return { sql: `((${sql}) <> 0)`, exact: true, arms: [countedArm(database, `event_${flag}`, sql)] };
}

/** Keys and values are words of the event, except those that the index leaves out. */
function compileData(
  { path, test }: Extract<QueryNode, { kind: 'data' }>,
  context: CompileContext,
): Condition {
  const firstGlob = path.findIndex((part) => part.includes('*'));
  const keys = (firstGlob === -1 ? path : path.slice(0, firstGlob)).map((part) => part.toLowerCase());
  const isEvent: Condition = { sql: `(e.kind = ${String(KINDS.event)})`, exact: false, arms: [] };
  if (keys.some((key) => UNSAID.has(key))) return isEvent;
  // A number may be an index of a list, which is not a word of the event.
  const named = keys.filter((key) => !/^\d+$/.test(key));
  const value = test.kind === 'is' && firstGlob === -1 && test.value !== 'null' ? [test.value] : [];
  const tokens = [...new Set([...named, ...value].flatMap(toTokens))];
  if (tokens.length === 0) return isEvent;
  const match = `(${tokens.map(toWhole).join(' AND ')}) OR ${toWhole(MORE_WORDS)}`;
  return allOf([isEvent, hasWords([match], context)]);
}

/** All of these terms of FTS5. https://www.sqlite.org/fts5.html#full_text_query_syntax */
function hasWords(terms: readonly string[], { database }: CompileContext): Condition {
  // While the index is rebuilt, the matcher checks events that are not yet in it.
  if (database.reindexing.indexedFrom() > 0) return ANYTHING;
  const match = `'${terms.join(' AND ').replaceAll("'", "''")}'`;
  const found = `words MATCH ${match} AND rowid >= :low AND rowid < :high`;
  return {
    sql: `(e.key IN (SELECT rowid FROM words WHERE ${found}))`,
    exact: true,
    arms: [
      {
        from: 'words w',
        joined: 'words w CROSS JOIN event e ON e.key = w.rowid',
        key: 'w.rowid',
        where: `w.words MATCH ${match}`,
        filter: '',
        rows: WORD_ROWS,
      },
    ],
  };
}

/** Words with a prefix. FTS5 returns the newest events of a few words at once, but those of a prefix only after all. */
function toBeginning(start: string, { database }: CompileContext): string {
  if (database.reindexing.indexedFrom() > 0) return '';
  const words = database.table.words.beginningWith(start);
  if (words === null) return `${toWhole(start)}*`;
  // A word that is nowhere.
  return words.length === 0 ? toWhole(start) : `(${words.map(toWhole).join(' OR ')})`;
}

/** Tokens have letters and digits only. */
function toWhole(token: string): string {
  return `"${token.replaceAll('"', '""')}"`;
}

/** Epoch ms as microseconds; `null` for open. */
function toMicros(at: number | null): string | null {
  if (at === null || !Number.isFinite(at)) return null;
  return String(Math.max(-9e15, Math.min(9e15, Math.ceil(at) * 1_000)));
}

function toKey(seq: number): string {
  return String(Math.round(Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, seq))));
}
