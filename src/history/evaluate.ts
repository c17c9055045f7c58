import type { Facet, Flag, QueryNode, ValueTest } from '../core/query/ast.ts';
import { UNSAID } from '../core/query/event-texts.ts';
import type { QueryContext } from '../core/query/item.ts';
import { createValueTest, type TextTest } from '../core/query/match-value.ts';
import { toTokens } from '../core/query/to-tokens.ts';
import {
  ALL_SLOTS,
  NO_SLOTS,
  createBitmap,
  forEachSlot,
  intersect,
  setBit,
  slotsBetween,
  subtract,
  unite,
  type Bitmap,
} from './bitmap.ts';
import { firstSeqOf, type Chapter } from './chapter.ts';
import type { Posting } from './posting.ts';
import {
  ALERT_TERM,
  LONG_TERM,
  RECOVERED_TERM,
  fieldPrefix,
  isSpelledOut,
  toTerm,
  valueOf,
  type TermField,
} from './term.ts';

/** What the index says of a chapter: slots that match for certain, and those that may, the former among them. */
export interface Verdict {
  readonly must: Bitmap;
  readonly may: Bitmap;
}

/** May name slots where there is nothing: a caller looks at `present` only. */
export type Evaluate = (chapter: Chapter) => Verdict;

export interface EvaluateContext extends QueryContext {
  /** Sequence numbers that are bookmarked. */
  readonly bookmarks: ReadonlySet<number>;
}

const NEVER: Verdict = { must: NO_SLOTS, may: NO_SLOTS };
const ALWAYS: Verdict = { must: ALL_SLOTS, may: ALL_SLOTS };

/** Makes the function that decides a query by the index as far as that can: by bitmaps, a chapter at a time. */
export function createEvaluation(root: QueryNode, context: EvaluateContext): Evaluate {
  switch (root.kind) {
    case 'everything':
      return () => ALWAYS;
    case 'and':
      return allOf(root.parts.map((part) => createEvaluation(part, context)));
    case 'or':
      return anyOf(root.parts.map((part) => createEvaluation(part, context)));
    case 'not': {
      const evaluate = createEvaluation(root.part, context);
      return (chapter) => {
        const { must, may } = evaluate(chapter);
        return { must: subtract(ALL_SLOTS, may), may: subtract(ALL_SLOTS, must) };
      };
    }
    case 'facet':
      return evaluateFacet(root.facet, root.test, context);
    case 'flag':
      return evaluateFlag(root.flag, root.wanted, context);
    case 'words':
      return evaluateWords(root.tokens);
    case 'phrase':
      return likely(root.tokens);
    case 'data':
      return evaluateData(root.path, root.test);
    case 'time':
      return evaluateTime(root.from ?? Number.NEGATIVE_INFINITY, root.to ?? Number.POSITIVE_INFINITY);
    case 'seq':
      return (chapter) => {
        const first = firstSeqOf(chapter.summary().id);
        return certain(slotsBetween(root.from - first, root.to - first + 1));
      };
  }
}

function certain(slots: Bitmap): Verdict {
  return { must: slots, may: slots };
}

/** Stops at the first part that nothing can match: the others cost reading. */
function allOf(parts: readonly Evaluate[]): Evaluate {
  return (chapter) => {
    let sum = ALWAYS;
    for (const evaluate of parts) {
      const { must, may } = evaluate(chapter);
      sum = { must: intersect(sum.must, must), may: intersect(sum.may, may) };
      if (sum.may === NO_SLOTS) return NEVER;
    }
    return sum;
  };
}

function anyOf(parts: readonly Evaluate[]): Evaluate {
  return (chapter) => {
    let sum = NEVER;
    for (const evaluate of parts) {
      const { must, may } = evaluate(chapter);
      sum = { must: unite(sum.must, must), may: unite(sum.may, may) };
    }
    return sum;
  };
}

function evaluateFacet(facet: Facet, test: ValueTest, { serverNames }: QueryContext): Evaluate {
  const isMatch = createValueTest(test);
  if (facet === 'server') return scanField(facet, '', toServerTest(isMatch, serverNames));
  if (test.kind !== 'is') return scanField(facet, literalStart(test), isMatch);
  const term = toTerm(facet, test.value.toLowerCase());
  if (isSpelledOut(term)) return (chapter) => certain(chapter.find(term));
  return (chapter) => ({ must: NO_SLOTS, may: chapter.find(term) });
}

/** Looks at every value of a field that begins so. What is not spelled out may be anything. */
function scanField(field: TermField, start: string, isMatch: TextTest): Evaluate {
  const known = new Map<string, boolean>();
  const isKnownMatch = (term: string): boolean => {
    const match = known.get(term) ?? isMatch(valueOf(term));
    known.set(term, match);
    return match;
  };
  const prefix = fieldPrefix(field);
  return (chapter) => {
    const must = createBitmap();
    const may = createBitmap();
    const collect = (term: string, posting: Posting): void => {
      if (!isSpelledOut(term)) posting.addTo(may);
      else if (isKnownMatch(term)) posting.addTo(must);
    };
    chapter.scan(prefix + start, collect);
    if (start !== '') chapter.scan(prefix + '\u0000', collect);
    return { must, may: unite(may, must) };
  };
}

/** Values are kept in lower case, and so is what a pattern begins with. */
function literalStart(test: ValueTest): string {
  if (test.kind !== 'glob') return '';
  return /^[^*?]*/.exec(test.pattern.toLowerCase())?.[0] ?? '';
}

function toServerTest(isMatch: TextTest, serverNames: ReadonlyMap<string, string>): TextTest {
  const namesOf = new Map([...serverNames].map(([id, name]) => [id.toLowerCase(), name.toLowerCase()]));
  return (id) => {
    const name = namesOf.get(id) ?? '';
    return isMatch(id) || (name !== '' && isMatch(name));
  };
}

function evaluateFlag(flag: Flag, wanted: boolean, { bookmarks }: EvaluateContext): Evaluate {
  const find = (chapter: Chapter): Bitmap => {
    switch (flag) {
      case 'alert':
        return chapter.find(ALERT_TERM);
      case 'recovered':
        return chapter.find(RECOVERED_TERM);
      case 'bookmarked':
        return slotsOf(bookmarks, chapter);
    }
  };
  return (chapter) => certain(wanted ? find(chapter) : subtract(ALL_SLOTS, find(chapter)));
}

function slotsOf(seqs: ReadonlySet<number>, chapter: Chapter): Bitmap {
  const slots = createBitmap();
  const first = firstSeqOf(chapter.summary().id);
  for (const seq of seqs)
    if (seq >= first && seq < firstSeqOf(chapter.summary().id + 1)) setBit(slots, seq - first);
  return slots;
}

function evaluateWords(tokens: readonly string[]): Evaluate {
  const whole = tokens.slice(0, -1).map((token) => toTerm('word', token));
  const start = fieldPrefix('word') + (tokens.at(-1) ?? '');
  return (chapter) => {
    let slots = ALL_SLOTS;
    for (const term of whole) {
      slots = intersect(slots, chapter.find(term));
      if (slots === NO_SLOTS) return NEVER;
    }
    const starting = createBitmap();
    chapter.scan(start, (_term, posting) => posting.addTo(starting));
    return certain(intersect(slots, starting));
  };
}

/** All these words occur; whether in the right place only the event itself tells. */
function likely(tokens: readonly string[]): Evaluate {
  const terms = [...new Set(tokens)].map((token) => toTerm('word', token));
  return (chapter) => {
    let may = ALL_SLOTS;
    for (const term of terms) may = intersect(may, chapter.find(term));
    return { must: NO_SLOTS, may };
  };
}

/** Keys and values are words of the event, but for what the index leaves out. */
function evaluateData(path: readonly string[], test: ValueTest): Evaluate {
  const sure = path.findIndex((part) => part.includes('*'));
  const keys = (sure === -1 ? path : path.slice(0, sure)).map((part) => part.toLowerCase());
  // A number can be a place in a list, which is no word of the event.
  const named = keys.filter((key) => !/^\d+$/.test(key));
  const isSaid = !keys.some((key) => UNSAID.has(key));
  const value = test.kind === 'is' && sure === -1 && isSaid ? test.value.toLowerCase() : 'null';
  const tokens = [...(isSaid ? named : []), ...(value === 'null' ? [] : [value])].flatMap(toTokens);
  const evaluate = likely(tokens);
  const kind = toTerm('kind', 'event');
  return (chapter) => {
    const may = intersect(chapter.find(kind), unite(evaluate(chapter).may, chapter.find(LONG_TERM)));
    return { must: NO_SLOTS, may };
  };
}

function evaluateTime(from: number, to: number): Evaluate {
  return (chapter) => {
    const { firstAt, lastAt } = chapter.summary();
    if (lastAt < from || firstAt >= to) return NEVER;
    if (firstAt >= from && lastAt < to) return ALWAYS;
    const times = chapter.times();
    const slots = createBitmap();
    forEachSlot(chapter.present(), (slot) => {
      const at = times[slot] ?? 0;
      if (at >= from && at < to) setBit(slots, slot);
    });
    return certain(slots);
  };
}
