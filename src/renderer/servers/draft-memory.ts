import type { ServerDraft } from '../../core/servers/server-draft.ts';

/** Key of the form for a server that is not there yet. */
export const NEW_SERVER = 'new';

/**
 * Half-filled forms by server id, so that a look at another page loses nothing. A secret in one lives as long as the window, like
 * the field that it was typed into.
 */
export const draftMemory = new Map<string, ServerDraft>();
