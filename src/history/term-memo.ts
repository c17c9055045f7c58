import type { Facet } from '../core/query/ast.ts';
import type { TermSlots } from './posting.ts';

/** Longer texts rarely come again. */
const MAX_TEXT_CHARS = 64;
/** Texts and values that are remembered, before all are forgotten: a house says the same few thousand again and again. */
const MAX_REMEMBERED = 8_192;
/** Each event has one of its own. */
const UNIQUE_FACETS: ReadonlySet<Facet> = new Set<Facet>(['context', 'parent']);

/** Remembers which terms a value or a text has, so that a text that comes again is one look and not one a word. */
export interface TermMemo {
  facet(facet: Facet, value: string): TermSlots;
  text(text: string): readonly TermSlots[];
}

export function createTermMemo(
  findFacet: (facet: Facet, value: string) => TermSlots,
  findText: (text: string) => readonly TermSlots[],
): TermMemo {
  const facets = new Map<Facet, Map<string, TermSlots>>();
  const texts = new Map<string, readonly TermSlots[]>();

  return {
    facet(facet, value) {
      if (UNIQUE_FACETS.has(facet)) return findFacet(facet, value);
      const values = facets.get(facet) ?? new Map<string, TermSlots>();
      const known = values.get(value);
      if (known !== undefined) return known;
      const found = findFacet(facet, value);
      facets.set(facet, values);
      remember(values, value, found);
      return found;
    },
    text(text) {
      if (text.length > MAX_TEXT_CHARS) return findText(text);
      const known = texts.get(text);
      if (known !== undefined) return known;
      const found = findText(text);
      remember(texts, text, found);
      return found;
    },
  };
}

function remember<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(key, value);
}
