import { LIMITS } from '../limits.ts';
import { getList } from '../stream/rest-list.ts';
import { askInParts, inParts, type Asked, type AskPart, type Asker } from './ask-in-parts.ts';
import type { FoundEvents } from './found-events.ts';
import { historyPath, toBatches } from './history-path.ts';
import { HistoryReader, withoutContext, type Span } from './parse-history.ts';

/** What is asked of the history. */
export interface HistoryQuestion {
  readonly span: Span;
  readonly entityIds: readonly string[];
  /** The version answers without names, which also finds entities that existed only within the span. */
  readonly asksForAll: boolean;
}

/**
 * Asks for the states of all entities. They are asked for by name, in batches, which is needed since 2023.5. Versions of 2016
 * take one name only and find nothing for several, so a first answer that lacks even the states at the start is not trusted.
 */
export async function askHistory(
  asker: Asker,
  { span, entityIds, asksForAll }: HistoryQuestion,
  found: FoundEvents,
): Promise<Asked> {
  /** Number of returned states, changes or not. */
  let states = 0;
  const askPart: AskPart = async (part) => {
    if (found.cutAt !== null && part.span.to < found.cutAt) return 'not-needed';
    if (!(await asker.takePlace())) return 'no-place';
    const reader = new HistoryReader(part.span);
    const inAnswer = found.another();
    const answer = await getList(asker, asker.target, {
      path: historyPath(part.span, part.names ?? []),
      shape: 'list-of-lists',
      maxBytes: LIMITS.maxRecorderBytes,
      signal: asker.signal,
      onElement(state, list) {
        const event = reader.take(state, list);
        if (event !== null) inAnswer.add(event);
      },
    });
    for (const event of inAnswer.sorted()) found.add(reader.hasOneContext ? withoutContext(event) : event);
    found.noteCut(inAnswer.cutAt);
    states += reader.states;
    return answer;
  };
  const all = inParts(span, [null]);
  const byName = inParts(span, toBatches(entityIds));

  if (asksForAll || byName.length === 0) {
    const asked = await askInParts(all, askPart);
    if (byName.length === 0 || asked.answered.length > 0) return asked;
  }
  let isDoubtful = false as boolean;
  const asked = await askInParts(byName, async (part) => {
    if (isDoubtful) return 'no-place';
    const answer = await askPart(part);
    isDoubtful = !asksForAll && states === 0 && typeof answer !== 'string' && answer.ok === true;
    return answer;
  });
  if (!isDoubtful) return asked;
  const askedForAll = await askInParts(all, askPart);
  if (askedForAll.answered.length > 0) return askedForAll;
  const rest = await askInParts(asked.left, askPart);
  return { ...rest, answered: [...asked.answered, ...rest.answered] };
}
