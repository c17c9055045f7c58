import type { ServerDraft } from '../../core/servers/server-draft.ts';

/** What was typed into a form about a server and not saved. */
export interface TypedServer {
  readonly draft: ServerDraft;
  /** As long as the window lives, like the field that it was typed into. */
  readonly secret: string;
}

const typed = new Map<string, TypedServer>();

/** Key of the form for a server that is not there yet. */
export const NEW_SERVER = 'new';

/** Half-filled forms by server id, so that a look at another page loses nothing. */
export const draftMemory = {
  has: (key: string): boolean => typed.has(key),
  get: (key: string): TypedServer | null => typed.get(key) ?? null,
  keep(key: string, what: TypedServer): void {
    typed.set(key, what);
  },
  forget(key: string): void {
    typed.delete(key);
  },
};
