import type { HaEvent } from './event.ts';
import { toLine } from './text.ts';

/** Longest sentence of the log. */
const MAX_SENTENCE_CHARS = 300;

export function describeEvent(event: HaEvent): string {
  return toLine(event.event_type, MAX_SENTENCE_CHARS);
}
