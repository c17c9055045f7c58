import { LEVEL_SOUNDS, SOUNDS, type Sound } from '../history/alert.ts';
import type { HomeThing } from './home-things.ts';
import type { Rule } from './rule.ts';

const SOUND_WORDS: Readonly<Record<Sound, string>> = {
  none: 'No sound',
  knock: 'Knock',
  chime: 'Chime',
  bell: 'Bell',
  alarm: 'Alarm',
};

/** Domains of entities whose picture can be shown. */
const SHOWN = /^(?:camera|image)\./;

/** What a rule sounds like; `null` where that is the desktop's own business. */
export function soundOf({ level, sound }: Pick<Rule, 'level' | 'sound'>): Sound | null {
  if (level === 'quiet') return 'none';
  return sound ?? LEVEL_SOUNDS[level];
}

/** The sounds to choose from; the empty one is that of the level. */
export function soundChoices(level: Rule['level']): readonly (readonly [Sound | '', string])[] {
  const own = soundOf({ level });
  const usual = own === null ? "the desktop's own" : SOUND_WORDS[own].toLowerCase();
  return [['', `Usual: ${usual}`], ...SOUNDS.map((sound) => [sound, SOUND_WORDS[sound]] as const)];
}

/** "Bell", "Usual: chime" */
export function describeSound({ level, sound }: Pick<Rule, 'level' | 'sound'>): string {
  const chosen = level === 'quiet' ? 'none' : (sound ?? '');
  return soundChoices(level).find(([value]) => value === chosen)?.[1] ?? '';
}

/** The cameras and images among the things, with their rooms, and a chosen one that is not among them. */
export function pictureChoices(
  things: readonly HomeThing[],
  chosen: string | undefined,
  homes: ReadonlyMap<string, string>,
): readonly (readonly [entity: string, words: string])[] {
  const found = things.filter(({ entity }) => SHOWN.test(entity));
  const words = ({ name, area, serverId }: HomeThing): string =>
    [name, area, homes.get(serverId) ?? ''].filter((part) => part !== '').join(' · ');
  const byEntity = new Map(found.map((thing) => [thing.entity, words(thing)]));
  if (chosen !== undefined && !byEntity.has(chosen)) byEntity.set(chosen, chosen);
  return [['', 'No picture'], ...byEntity];
}

/** "Front door camera · Hall" */
export function describePicture(
  { shows }: Pick<Rule, 'shows'>,
  things: readonly HomeThing[],
  homes: ReadonlyMap<string, string>,
): string {
  return pictureChoices(things, shows, homes).find(([entity]) => entity === (shows ?? ''))?.[1] ?? '';
}

/** "Phone, Hook"; a destination that was removed is not named. */
export function describeSendTo(
  { sendTo = [] }: Pick<Rule, 'sendTo'>,
  destinations: readonly { readonly id: string; readonly name: string }[],
): string {
  const names = destinations.filter(({ id }) => sendTo.includes(id)).map(({ name }) => name);
  return names.length === 0 ? 'Nowhere' : names.join(', ');
}
