import { capitalise, isEntityId, prettifyId } from '../events/entity-name.ts';
import type { Row } from '../events/row.ts';

/** What people call the thing that a row is about; empty where it is about none. */
export function nameOfThing({ name, target, subject }: Row): string {
  const id = target ?? subject;
  return name ?? (isEntityId(id) ? prettifyId(id) : id);
}

/** The sentence of a row without the name of its thing, for a place beside that name. */
export function happenedTo(row: Row): string {
  const { text, target, type, device } = row;
  if (target !== undefined) return text.replace(` for ${prettifyId(target)}`, '');
  const name = nameOfThing(row);
  // "Zigbee device 84:71: on" beside the name that its owner gave it.
  if (device !== undefined && row.name !== undefined && !text.startsWith(type)) {
    return capitalise(/^.+?: (.+)$/su.exec(text)?.[1] ?? text);
  }
  const rest = text.startsWith(name) ? /^(?::|,)? (.+)$/su.exec(text.slice(name.length))?.[1] : undefined;
  return name === '' || rest === undefined ? text : capitalise(rest);
}

/** Who did it, by name where that is known; empty where it was nobody. */
export function whoDidIt({ by, user }: Row): string {
  return by ?? (user === undefined ? '' : 'A person');
}
