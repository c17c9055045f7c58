import type { ServerView } from '../../core/ipc/overview.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import type { SERVER_COLOURS, ServerColour } from '../../core/servers/profile.ts';

/** In the order of the profile's list, which is not imported because it brings the schema library. */
export const COLOURS: typeof SERVER_COLOURS = ['amber', 'blue', 'green', 'violet', 'rose', 'teal'];

/** An empty form, with the first colour that no other server has. */
export function newDraft(servers: readonly ServerView[]): ServerDraft {
  const taken = new Set<ServerColour>(servers.map(({ colour }) => colour));
  return {
    name: servers.length === 0 ? 'Home' : '',
    url: '',
    colour: COLOURS.find((colour) => !taken.has(colour)) ?? 'amber',
    credentialKind: 'sign-in',
    restrict: [],
    enabled: true,
  };
}

/** A server to edit. Contains no secret: without one, the stored one is kept. */
export function toDraft(server: ServerView): ServerDraft {
  const { id, name, colour, credentialKind, restrict, enabled, tls, proxy } = server;
  return {
    ...{ id, name, url: server.baseUrl, colour, credentialKind, restrict, enabled },
    tls: { pin: tls.pin, caFile: tls.caFile },
    proxy: proxy.kind === 'url' ? { kind: 'url', url: proxy.url } : proxy,
  };
}

/** The draft for main. Contains a secret only when one was typed. */
export function toRequest(draft: ServerDraft): ServerDraft {
  const { secret, ...others } = draft;
  return secret === '' || secret === undefined ? others : draft;
}
