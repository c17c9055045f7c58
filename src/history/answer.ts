import type { StoredEvent } from '../core/history/history.ts';
import type { QueryNode } from '../core/query/ast.ts';
import { CHAPTER_SLOTS, createBitmap, forEachSlot, highestUpTo, intersect, unite } from './bitmap.ts';
import { chapterOf, firstSeqOf, slotOf } from './chapter.ts';
import { createFinder, type Finder } from './find.ts';
import { countByTime } from './histogram.ts';
import type { HistoryStore } from './history-store.ts';
import type { Question, Questions } from './question.ts';
import type { Steps } from './steps.ts';
import { countTalkers } from './talkers.ts';
import { fieldPrefix, isSpelledOut, toTerm, valueOf } from './term.ts';
import { toStateChange } from '../core/events/state-change.ts';

/** Everything that can be asked but for searches. */
export function answer(
  store: HistoryStore,
  question: Question,
  serverNames: ReadonlyMap<string, string>,
): Steps<unknown> {
  switch (question.kind) {
    case 'event':
      return now(() => readEvent(store, question.ask.seq));
    case 'rows':
      return now(() =>
        question.ask.seqs.map((seq) => store.read(seq)?.row).filter((row) => row !== undefined),
      );
    case 'nearest':
      return findNearest(store, toFinder(store, question.ask.query, serverNames), question.ask);
    case 'byContext':
      return findByContext(store, question.ask);
    case 'histogram': {
      const source = { chapters: store.chapters.all, gaps: store.notes.gaps };
      return countByTime(source, toFinder(store, question.ask.query, serverNames), question.ask);
    }
    case 'talkers': {
      const serverIdOf = (seq: number): string => store.entries.read(seq)?.serverId ?? '';
      return countTalkers({ chapters: store.chapters.all, serverIdOf }, question.ask);
    }
    case 'states':
      return findStates(store, question.ask);
    case 'values':
      return countValues(store, question.ask);
    case 'alerts':
      return now(() => store.notes.alerts(question.ask.before, question.ask.limit));
    case 'connectionSpans':
      return now(() => store.notes.spans(question.ask.before, question.ask.limit));
    case 'connectionStates':
      return now(() => store.notes.states(question.ask.from, question.ask.to));
    case 'bookmark':
      return now(() => store.setBookmark(question.ask.seq, question.ask.on));
    case 'erase':
      return now(store.erase);
    case 'flush':
      return now(store.commit);
    case 'close':
      return now(store.close);
  }
}

export function toFinder(
  store: HistoryStore,
  query: QueryNode,
  serverNames: ReadonlyMap<string, string>,
): Finder {
  return createFinder(query, { serverNames, bookmarks: store.bookmarks }, store);
}

export function readEvent(store: HistoryStore, seq: number): StoredEvent | null {
  const entry = store.entries.read(seq);
  const stored = entry === null ? null : store.read(seq);
  if (entry === null || stored === null) return null;
  const { serverId, receivedAt } = entry;
  return { seq, serverId, receivedAt, raw: stored.raw, row: stored.row };
}

/** A single step. */
function* now<T>(work: () => T): Steps<T | null> {
  return work() ?? null;
}

function* findNearest(
  store: HistoryStore,
  finder: Finder,
  { seq, direction }: Questions['nearest']['ask'],
): Steps<Questions['nearest']['answer']> {
  const own = chapterOf(seq);
  const ids = store.chapters.all().map((chapter) => chapter.summary().id);
  const ahead =
    direction === 'before' ? ids.filter((id) => id <= own).reverse() : ids.filter((id) => id >= own);
  const edge = direction === 'before' ? CHAPTER_SLOTS : -1;
  for (const id of ahead) {
    const chapter = store.chapters.get(id);
    if (chapter === null) continue;
    const slot = yield* finder.findNext(chapter, id === own ? slotOf(seq) : edge, direction);
    if (slot !== -1) return store.read(firstSeqOf(id) + slot)?.row ?? null;
    yield;
  }
  return null;
}

function* findByContext(
  store: HistoryStore,
  { ids, limit }: Questions['byContext']['ask'],
): Steps<readonly StoredEvent[]> {
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  const terms = [...wanted].flatMap((id) => [toTerm('context', id), toTerm('parent', id)]);
  const found: StoredEvent[] = [];
  for (const chapter of store.chapters.all()) {
    let slots = createBitmap();
    for (const term of terms) slots = unite(slots, chapter.find(term));
    forEachSlot(intersect(slots, chapter.present()), (slot) => {
      if (found.length >= limit) return;
      const seq = firstSeqOf(chapter.summary().id) + slot;
      const item = store.readItem(seq);
      const isWanted = [...(item?.values('context') ?? []), ...(item?.values('parent') ?? [])].some((id) =>
        wanted.has(id),
      );
      const event = isWanted ? readEvent(store, seq) : null;
      if (event !== null) found.push(event);
    });
    if (found.length >= limit) break;
    yield;
  }
  return found;
}

function* findStates(
  store: HistoryStore,
  { serverId, entity, uptoSeq, limit }: Questions['states']['ask'],
): Steps<Questions['states']['answer']> {
  const found: { readonly at: number; readonly state: string }[] = [];
  const terms = [
    toTerm('entity', entity.toLowerCase()),
    toTerm('type', 'state_changed'),
    toTerm('server', serverId.toLowerCase()),
  ];
  for (const chapter of [...store.chapters.all()].reverse()) {
    const first = firstSeqOf(chapter.summary().id);
    if (first > uptoSeq) continue;
    const slots = terms.map((term) => chapter.find(term)).reduce(intersect, chapter.present());
    const highest = Math.min(CHAPTER_SLOTS - 1, uptoSeq - first);
    for (let slot = highestUpTo(slots, highest); slot !== -1; slot = highestUpTo(slots, slot - 1)) {
      if (found.length >= limit) return found.reverse();
      const stored = store.read(first + slot);
      const state = stored?.event == null ? undefined : toStateChange(stored.event)?.after?.state;
      if (stored !== null && state !== undefined) found.push({ at: stored.row.at, state });
      if (found.length % 64 === 0) yield;
    }
    yield;
  }
  return found.reverse();
}

function* countValues(
  store: HistoryStore,
  { facet, prefix, limit }: Questions['values']['ask'],
): Steps<Questions['values']['answer']> {
  const counts = new Map<string, number>();
  for (const chapter of store.chapters.all()) {
    chapter.scan(fieldPrefix(facet) + prefix.toLowerCase(), (term, { count }) => {
      if (isSpelledOut(term)) counts.set(valueOf(term), (counts.get(valueOf(term)) ?? 0) + count);
    });
    yield;
  }
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b))
    .slice(0, limit)
    .map(([value, count]) => ({ value, count }));
}
