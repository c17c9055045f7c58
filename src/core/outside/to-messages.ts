import type { AlertAbout } from '../history/alert.ts';
import type { Rule } from '../rules/rule.ts';
import type { AlertMessage } from './alert-message.ts';

/** What is told, and by which rule. */
export interface Told extends Pick<AlertMessage, 'title' | 'body' | 'level'> {
  readonly about: AlertAbout;
  readonly told: Rule;
}

/**
 * The messages that go to the destinations of rules. Where several are told at once, each destination gets one message, about
 * its own only.
 *
 * @param toWords of several, or of one
 * @param serverNames by id
 * @param at epoch ms
 */
export function toMessages<T extends Told>(
  told: readonly T[],
  toWords: (of: readonly T[]) => Pick<AlertMessage, 'title' | 'body'>,
  serverNames: ReadonlyMap<string, string>,
  at: number,
): readonly {
  readonly destination: string;
  readonly message: AlertMessage;
  readonly serverId: string;
}[] {
  const destinations = new Set(told.flatMap(({ told: rule }) => rule.sendTo ?? []));
  return [...destinations].flatMap((destination) => {
    const its = told.filter(({ told: rule }) => rule.sendTo?.includes(destination));
    const newest = its.at(-1);
    if (newest === undefined) return [];
    const { level, told: rule, about } = newest;
    const { title, body } = toWords(its);
    const isOne = its.length === 1;
    const entity = isOne && about.entity !== '' ? about.entity : null;
    const server = isOne ? (serverNames.get(about.server) ?? null) : null;
    const message = { title, body, level, rule: rule.name, entity, server, at };
    return [{ destination, message, serverId: about.server }];
  });
}
