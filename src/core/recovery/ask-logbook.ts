import { LIMITS } from '../limits.ts';
import { getList } from '../stream/rest-list.ts';
import { askInParts, inParts, type Asked, type Asker } from './ask-in-parts.ts';
import type { FoundEvents } from './found-events.ts';
import { logbookPath } from './history-path.ts';
import type { Span } from './parse-history.ts';
import { isAboutState, toLogbookEvent } from './parse-logbook.ts';

/** Facts from a logbook besides its entries. */
export interface LogbookFacts {
  readonly asked: Asked;
  /** The entities in it, each once, including those that no longer exist. */
  readonly entityIds: readonly string[];
  /** All entries lack a `state`: of a version before about 0.115, or of a time without any change of state. */
  readonly isOld: boolean;
}

/** Asks for the entries of a span, without those about states. */
export async function askLogbook(asker: Asker, span: Span, found: FoundEvents): Promise<LogbookFacts> {
  const entityIds = new Set<string>();
  let entries = 0;
  let isAboutAnyState = false as boolean;
  const asked = await askInParts(inParts(span, [null]), async (part) => {
    if (!(await asker.takePlace())) return 'no-place';
    return getList(asker, asker.target, {
      path: logbookPath(part.span),
      shape: 'list',
      maxBytes: LIMITS.maxRecorderBytes,
      signal: asker.signal,
      onElement(entry) {
        entries += 1;
        if (isAboutState(entry)) isAboutAnyState = true;
        const { entity_id: entityId } = entry;
        if (typeof entityId === 'string') entityIds.add(entityId);
        const event = toLogbookEvent(entry, part.span);
        if (event !== null) found.add(event);
      },
    });
  });
  return { asked, entityIds: [...entityIds], isOld: entries > 0 && !isAboutAnyState };
}
