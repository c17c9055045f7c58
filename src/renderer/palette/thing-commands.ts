import { toQuery } from '../../core/rules/rule-picks.ts';
import type { SubjectOption } from '../../core/rules/subject-options.ts';
import { bridge } from '../state/bridge.ts';
import type { Command, CommandContext } from './commands.ts';

const MAX_EVENTS = 8;
const MAX_ALERTS = 4;

/** The things, rooms and people that fit: a look at their events, and a new rule about each of the first. */
export async function listThingCommands(
  { model, openPart, alertAbout }: CommandContext,
  typed: string,
): Promise<readonly Command[]> {
  const { options } = await bridge().findSubjects({ typed, onlyThings: false, server: null });
  const shown = options.flatMap((option): readonly Command[] => {
    const query = queryOf(option);
    if (query === null) return [];
    const run = (): void => {
      model.setQuery(query);
      openPart('list');
    };
    return [{ title: titleOf(option), hint: option.detail, run }];
  });
  const alerts = options.slice(0, MAX_ALERTS).map((option): Command => ({
    title: `Alert me about ${lowerFirst(option)}`,
    hint: option.detail,
    run: () => alertAbout(option),
  }));
  return [...shown.slice(0, MAX_EVENTS), ...alerts];
}

/** All events of things or of a place; `null` for other options. */
function queryOf({ picks }: SubjectOption): string | null {
  if (picks.kind !== 'things') return null;
  const { things } = picks;
  return things.entities.length === 0 && things.within === null
    ? null
    : toQuery({ ...picks, does: { kind: 'anything' } });
}

/** "Garage door" for a thing, "Events in Kitchen" for a room. */
function titleOf({ words, picks }: SubjectOption): string {
  const isThing = picks.kind === 'things' && picks.things.entities.length > 0;
  return isThing ? words : words.replace(/^Anything/, 'Events');
}

/** A name stays as it is; "Any battery" goes into a sentence. */
function lowerFirst({ words, group }: SubjectOption): string {
  return group === 'Things' ? words : `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
