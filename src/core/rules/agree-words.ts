import type { Rule } from './rule.ts';
import { describeCall, type RuleAction } from './rule-calls.ts';

type Outside = Pick<Rule, 'does' | 'shows' | 'sendTo'>;

/**
 * What a rule does outside of this computer, line by line: what its buttons call, which picture it fetches and where it
 * sends. Empty for one that only tells.
 *
 * @param destinations names of destinations by their ids
 */
export function describeOutside(
  { does = [], shows, sendTo = [] }: Outside,
  destinations: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  return [
    ...does.map(describePressed),
    ...(shows === undefined ? [] : [`It fetches the picture of ${shows} from your home and shows it.`]),
    ...sendTo.map(
      (id) => `It sends what it says to ${destinations.get(id) ?? 'a destination that is not here'}.`,
    ),
  ];
}

/** What a button calls, as its owner is asked about it. */
export function describePressed(action: RuleAction): string {
  return `When you press it, ${describeCall(action)}`;
}
