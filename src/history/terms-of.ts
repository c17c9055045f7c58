import { FACETS, type Facet } from '../core/query/ast.ts';
import { readFacet, visitBoundedTexts, type QueryItemSource } from '../core/query/event-item.ts';
import { ALERT_TERM, LONG_TERM, RECOVERED_TERM } from './term.ts';

/** Takes the terms under which an event or row of our own is found. The same may come several times. */
export interface TermSink {
  facet(facet: Facet, value: string): void;
  /** One of the terms of the field `flag`. */
  flag(term: string): void;
  /** Takes the first `room` words of a text, and tells how many it has. */
  text(text: string, room: number): number;
}

export function visitTerms(source: QueryItemSource, sink: TermSink): void {
  for (const facet of FACETS) {
    for (const value of readFacet(source, facet)) sink.facet(facet, value);
  }
  if (source.facts.alert) sink.flag(ALERT_TERM);
  if (source.facts.recovered === true) sink.flag(RECOVERED_TERM);
  if (visitBoundedTexts(source, (text, room) => sink.text(text, room))) sink.flag(LONG_TERM);
}
