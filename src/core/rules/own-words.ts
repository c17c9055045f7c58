import type { Rule } from './rule.ts';

/** What a rule says, in one line. */
export function describeSays({ says }: Pick<Rule, 'says'>): string {
  const own = [
    ...(says?.title === undefined ? [] : ['title']),
    ...(says?.body === undefined ? [] : ['text']),
  ];
  return own.length === 0 ? 'Made from the event' : `Your own ${own.join(' and ')}`;
}

/** The buttons of a rule, in one line. */
export function describeDoes({ does = [] }: Pick<Rule, 'does'>): string {
  return does.length === 0 ? 'None of its own' : does.map(({ label }) => label).join(', ');
}
