import type { ServerDraft } from '../../core/servers/server-draft.ts';

/**
 * Half-filled forms by server id, so that a visit to another page loses nothing. A secret in one is kept as long as the window, like
 * the field that it was typed into.
 */
export const draftMemory = new Map<string, ServerDraft>();
