import type { SaveResult } from '../../core/ipc/overview.ts';
import type { SecretPlace, SignedIn, StoredCredential } from '../../core/servers/credential.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import { atSecond, secondSecretsId } from '../../core/servers/addresses.ts';
import { originOf, parseBaseUrl } from '../../core/servers/base-url.ts';
import { describeCredentialProblem, parseCredential } from '../../core/servers/credential.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';
import { checkRouteDraft, type RouteParts } from '../../core/servers/route-draft.ts';
import { withoutRulesOf } from '../../core/settings/settings.ts';
import { ownerOf, type SecretOwner } from '../secrets/secret-envelope.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { ServerRoutes } from './server-routes.ts';

const MAX_SERVERS = 20;
const MAX_NAME_CHARS = 80;
const REMOVED = 'This server was removed meanwhile. Add it again.';

export interface ServerEditingPorts {
  readonly settings: Pick<SettingsFile, 'current' | 'save'>;
  readonly vault: {
    place(owner: SecretOwner): SecretPlace;
    store(owner: SecretOwner, credential: StoredCredential): Promise<SecretPlace>;
    forget(serverId: string): void;
  };
  readonly routes: Pick<ServerRoutes, 'checkFiles' | 'store'>;
  /** The present sign-in of a server, if it has one, is not used any more: Home Assistant is told in the background. */
  readonly signOut: (server: ServerProfile) => void;
  /** A new id, never used before. */
  readonly createId: () => string;
  /** Apply the changed list; then reconnect to this server, unless `null`. */
  readonly applied: (reconnect: string | null) => void;
}

export type ServerEditing = ReturnType<typeof createServerEditing>;

/** Changes to the list of servers. Every rule about their secrets is here. */
export function createServerEditing(ports: ServerEditingPorts) {
  /** The secrets of both addresses. */
  function forget(serverId: string): void {
    ports.vault.forget(serverId);
    ports.vault.forget(secondSecretsId(serverId));
  }

  return {
    /** @param signedIn what a sign-in in the browser has brought just now */
    async saveServer(draft: ServerDraft, signedIn: SignedIn | null = null): Promise<SaveResult> {
      const { servers } = ports.settings.current();
      const old = servers.find(({ id }) => id === draft.id);
      if (draft.id !== undefined && old === undefined) return refuse('form', REMOVED);
      if (old === undefined && servers.length >= MAX_SERVERS) {
        return refuse('form', `There are ${String(MAX_SERVERS)} servers already. Remove one first.`);
      }
      const checked = checkDraft(draft, old ?? null, signedIn);
      if (!checked.ok) return checked;
      const { profile, owner, credential } = toProfile(draft, checked, old ?? null, ports.createId);
      // If a file has become bad since it was chosen, another name or colour is still accepted.
      const problem = speaksOfFiles(draft, old) ? await ports.routes.checkFiles(checked.route) : null;
      if (problem !== null) return refuse('form', problem);
      if (credential === null && ports.vault.place(owner) === 'missing')
        return refuse('secret', askForSecret(draft, old ?? null));

      if (old !== undefined && (credential !== null || originOf(old.baseUrl) !== owner.origin))
        ports.signOut(old);
      if (old !== undefined && originOf(old.baseUrl) !== owner.origin) forget(old.id);
      if (credential !== null) {
        await ports.vault.store(owner, credential);
        // The second address is the same server.
        if (profile.second !== undefined) await ports.vault.store(ownerOf(atSecond(profile)), credential);
      }
      await ports.routes.store(profile, checked.route);
      const settings = ports.settings.current();
      const isThere = settings.servers.some(({ id }) => id === profile.id);
      if (old !== undefined && !isThere) {
        // The server was removed while the keyring was busy; its secrets are deleted too.
        forget(profile.id);
        return refuse('form', REMOVED);
      }
      const rest = isThere
        ? settings.servers.map((server) => (server.id === profile.id ? profile : server))
        : [...settings.servers, profile];
      ports.settings.save({ ...settings, servers: rest });
      ports.applied(needsReconnect(old ?? null, profile, credential, draft) ? profile.id : null);
      return { ok: true, id: profile.id };
    },
    removeServer(serverId: string): void {
      const settings = ports.settings.current();
      const old = settings.servers.find(({ id }) => id === serverId);
      if (old !== undefined) ports.signOut(old);
      forget(serverId);
      ports.settings.save({
        ...settings,
        servers: settings.servers.filter(({ id }) => id !== serverId),
        notifications: withoutRulesOf(settings.notifications, serverId),
      });
      ports.applied(null);
    },
    /** Moves a server to a place in the list, which pages, menus and the tray follow. */
    moveServer(serverId: string, to: number): void {
      const settings = ports.settings.current();
      const server = settings.servers.find(({ id }) => id === serverId);
      if (server === undefined) return;
      const others = settings.servers.filter(({ id }) => id !== serverId);
      ports.settings.save({ ...settings, servers: others.toSpliced(to, 0, server) });
    },
    /** From now on only this certificate is accepted from the server, at the address that is used. */
    pinCertificate(serverId: string, pin: string, baseUrl?: string): void {
      const settings = ports.settings.current();
      const servers = settings.servers.map((server) => {
        const { second } = server;
        if (server.id !== serverId) return server;
        return second !== undefined && second.baseUrl === baseUrl
          ? { ...server, second: { ...second, tls: { ...second.tls, pin } } }
          : { ...server, tls: { ...server.tls, pin } };
      });
      ports.settings.save({ ...settings, servers });
      ports.applied(null);
    },
  };
}

interface CheckedDraft {
  readonly ok: true;
  readonly baseUrl: string;
  readonly origin: string;
  /** `null`: keep what is stored. */
  readonly credential: StoredCredential | null;
  readonly route: RouteParts;
}

/**
 * Checks what a person typed. A secret is optional only for a server whose address and kind of credential are unchanged:
 * it is bound to its origin, so a new address needs it again.
 */
export function checkDraft(
  draft: ServerDraft,
  old: ServerProfile | null,
  signedIn: SignedIn | null = null,
): CheckedDraft | Extract<SaveResult, { ok: false }> {
  const address = parseBaseUrl(draft.url);
  if (!address.ok) return refuse('url', address.message);
  const { baseUrl, origin } = address;
  if (draft.name.trim().length > MAX_NAME_CHARS) {
    return refuse('name', `The name is longer than ${String(MAX_NAME_CHARS)} characters. Shorten it.`);
  }
  const way = checkRouteDraft(draft, old, origin);
  if (!way.ok) return refuse('form', way.message);
  const where = { baseUrl, origin, route: way.parts };
  if (draft.credentialKind === 'none') return { ok: true, ...where, credential: { kind: 'none' } };
  if (draft.credentialKind === 'sign-in' && signedIn !== null) {
    return { ok: true, ...where, credential: signedIn };
  }
  if (draft.credentialKind === 'sign-in' || draft.secret === undefined || draft.secret === '') {
    const keeps =
      old !== null && originOf(old.baseUrl) === origin && old.credentialKind === draft.credentialKind;
    return keeps ? { ok: true, ...where, credential: null } : refuse('secret', askForSecret(draft, old));
  }
  const parsed = parseCredential(draft.credentialKind, draft.secret);
  if (!parsed.ok) return refuse('secret', describeCredentialProblem(parsed.problem, draft.credentialKind));
  return { ok: true, ...where, credential: parsed.credential };
}

function toProfile(
  draft: ServerDraft,
  checked: CheckedDraft,
  old: ServerProfile | null,
  createId: () => string,
): {
  readonly profile: ServerProfile;
  readonly owner: SecretOwner;
  readonly credential: StoredCredential | null;
} {
  const id = old?.id ?? createId();
  const sameServer = old !== null && old.baseUrl === checked.baseUrl && checked.credential === null;
  const profile: ServerProfile = {
    id,
    name:
      draft.name.trim() === ''
        ? new URL(checked.baseUrl).hostname.slice(0, MAX_NAME_CHARS)
        : draft.name.trim(),
    colour: draft.colour,
    baseUrl: checked.baseUrl,
    credentialKind: draft.credentialKind,
    restrict: [...new Set(draft.restrict.map((type) => type.trim()).filter((type) => type !== ''))],
    enabled: draft.enabled,
    refusal: sameServer ? old.refusal : null,
    tls: checked.route.tls,
    proxy: checked.route.proxy,
    // Nobody has confirmed that it leads to what is at another first address.
    ...(old?.second !== undefined && originOf(old.baseUrl) === checked.origin ? { second: old.second } : {}),
  };
  return {
    profile,
    owner: { serverId: id, origin: checked.origin, kind: draft.credentialKind },
    credential: checked.credential,
  };
}

/**
 * A change of name or colour keeps the stream. The monitor starts a new one itself if the address or the route
 * changed. It can't see a new secret for the same address, or that a person wants to try again.
 */
function needsReconnect(
  old: ServerProfile | null,
  next: ServerProfile,
  credential: StoredCredential | null,
  draft: ServerDraft,
): boolean {
  if (old === null || !old.enabled || !next.enabled || old.baseUrl !== next.baseUrl) return false;
  return (
    (credential !== null && credential.kind !== 'none') ||
    (old.refusal !== null && next.refusal === null) ||
    draft.clientCertificate != null ||
    draft.proxyLogin != null
  );
}

function speaksOfFiles({ tls, clientCertificate }: ServerDraft, old: ServerProfile | undefined): boolean {
  return clientCertificate != null || (tls !== undefined && tls.caFile !== (old?.tls.caFile ?? null));
}

function askForSecret(draft: ServerDraft, old: ServerProfile | null): string {
  if (draft.credentialKind === 'sign-in') return 'Sign in with Home Assistant first.';
  const what = draft.credentialKind === 'bearer' ? 'a long-lived access token' : 'the API password';
  return old === null
    ? `Enter ${what} for this server.`
    : `Enter ${what} again. The stored one is kept for the old address only, or can't be read now.`;
}

function refuse(
  field: 'name' | 'url' | 'secret' | 'form',
  message: string,
): Extract<SaveResult, { ok: false }> {
  return { ok: false, field, message };
}
