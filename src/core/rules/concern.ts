import type { NotificationChoice } from '../settings/settings.ts';

/** Texts that all have to stand in an event, in lower case, for a choice to want it. */
type Needles = readonly string[];

/**
 * Characters that JSON writes as they are. An ASCII letter can be written as an escape too, which nobody does; the two
 * letters beyond ASCII are those that become ASCII ones in lower case.
 */
const PLAIN = /^[ !#-.0-[\]-~]+$/;
const ESCAPED_LETTER = /\\u(?:00[2-7]|0130|212a)/;

/**
 * Tells from the bytes of messages, before anybody parses them, whether a choice may want one of them. Errs on one side only:
 * what it says is of no concern, `matchChoice` would not match.
 */
export function createConcern(choices: readonly NotificationChoice[]): (messages: Uint8Array) => boolean {
  const wanted = choices.filter(({ enabled }) => enabled).flatMap(needlesOf);
  const isClear = wanted.every((needles) => needles.every((needle) => PLAIN.test(needle)));
  const decoder = new TextDecoder();
  return (messages) => {
    if (wanted.length === 0) return false;
    if (!isClear) return true;
    const text = decoder.decode(messages).toLowerCase();
    return (
      wanted.some((needles) => needles.every((needle) => text.includes(needle))) || ESCAPED_LETTER.test(text)
    );
  };
}

/** One of these is in the text of whatever the choice wants. */
function needlesOf({ type, entities }: NotificationChoice): readonly Needles[] {
  if (type !== 'state_changed') return [[type.toLowerCase()]];
  return entities.map((glob) =>
    glob
      .toLowerCase()
      .split('*')
      .filter((part) => part !== ''),
  );
}
