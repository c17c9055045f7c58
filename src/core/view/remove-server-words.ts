/** The choices about the events of a server that is removed. */
export type RemovedEvents = 'keep' | 'erase';

/** What is said before a server is removed. */
export const REMOVE_SERVER_WORDS = {
  text: 'Its address and its stored secret are deleted from this computer. Nothing changes in Home Assistant: delete the token there too, in your profile.',
  events: 'Its events',
  keep: ['Keep its events', 'They stay in the log until they are as old as the history keeps them.'],
  erase: [
    'Erase its events',
    "They are deleted from the history of this computer, with its alerts and bookmarks. This can't be undone.",
  ],
} as const;

/** The rules that go with the server, by name; empty for none. */
export function describeLostRules(names: readonly string[]): string {
  const [first = ''] = names;
  if (names.length === 0) return '';
  if (names.length === 1) return `The rule “${first}” is only for this server and is deleted too.`;
  const listed = names.slice(0, MAX_NAMES).map((name) => `“${name}”`);
  const more = names.length > MAX_NAMES ? ` and ${String(names.length - MAX_NAMES)} more` : '';
  return `${String(names.length)} rules are only for this server and are deleted too: ${listed.join(', ')}${more}.`;
}

const MAX_NAMES = 5;
