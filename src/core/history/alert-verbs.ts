import type { AlertCall } from './alert.ts';

/** What can be done about an alert besides looking at its event. `call-0` is the first button of its rule. */
export const VERBS = [
  'call-0',
  'call-1',
  'call-2',
  'home',
  'snooze-10',
  'snooze-hour',
  'snooze-tomorrow',
  'mute',
  'less',
] as const;
export type Verb = (typeof VERBS)[number];

type Call = Extract<Verb, `call-${string}`>;

const CALLS: readonly Call[] = ['call-0', 'call-1', 'call-2'];

/** The words of a verb that every rule has. */
export const VERB_WORDS: Readonly<Record<Exclude<Verb, Call>, string>> = {
  home: 'Open in Home Assistant',
  'snooze-10': 'Snooze 10 min',
  'snooze-hour': 'Snooze 1 h',
  'snooze-tomorrow': 'Snooze until tomorrow',
  mute: 'Mute this rule',
  less: 'Less of this…',
};

/** A verb and its words. */
export type NamedVerb = readonly [Verb, string];

/** The buttons of a rule, in their order. */
export function callVerbs(calls: readonly Pick<AlertCall, 'label'>[]): readonly NamedVerb[] {
  return CALLS.flatMap((verb, at) => {
    const call = calls[at];
    return call === undefined ? [] : [[verb, call.label] as const];
  });
}

/** Which of a rule's buttons a verb is; -1 for none. */
export function placeOfCall(verb: Verb): number {
  return CALLS.findIndex((each) => each === verb);
}

/** All that can be done about an alert, in the order of a menu. */
export function allVerbs(calls: readonly Pick<AlertCall, 'label'>[], hasPage: boolean): readonly NamedVerb[] {
  const usual: readonly Verb[] = ['snooze-10', 'snooze-hour', 'snooze-tomorrow', 'mute', 'less'];
  return [...callVerbs(calls), ...named(hasPage ? ['home', ...usual] : usual)];
}

/** Most buttons of a notification besides a click on it: GNOME shows no more. */
const MAX_BUTTONS = 3;

/** The buttons of a notification. What finds no place is in the menu of its alert. */
export function notificationVerbs(
  calls: readonly Pick<AlertCall, 'label'>[],
  hasPage: boolean,
): readonly NamedVerb[] {
  const usual: readonly Verb[] = ['snooze-hour', 'mute'];
  return [...callVerbs(calls), ...named(hasPage ? [...usual, 'home'] : usual)].slice(0, MAX_BUTTONS);
}

function named(verbs: readonly Verb[]): readonly NamedVerb[] {
  return verbs.flatMap((verb) => (isUsual(verb) ? [[verb, VERB_WORDS[verb]] as const] : []));
}

function isUsual(verb: Verb): verb is keyof typeof VERB_WORDS {
  return verb in VERB_WORDS;
}
