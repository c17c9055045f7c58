import type { SaveResult, SecretPlace, ServerDraft } from '../core/ipc/overview.ts';
import { ROUTE_DEFAULTS } from '../core/route/route-settings.ts';
import { originOf, parseBaseUrl } from '../core/servers/base-url.ts';
import { describeCredentialProblem, parseCredential } from '../core/servers/credential.ts';
import type { Credential } from '../core/servers/credential.ts';
import type { ServerProfile } from '../core/servers/profile.ts';
import type { Settings } from '../core/settings/settings.ts';
import type { SecretOwner } from './secrets/secret-envelope.ts';

const MAX_SERVERS = 20;
const MAX_NAME_CHARS = 80;

export interface ServerEditingPorts {
  readonly settings: () => Settings;
  readonly save: (settings: Settings) => void;
  readonly vault: {
    place(owner: SecretOwner): SecretPlace;
    store(owner: SecretOwner, credential: Credential): Promise<SecretPlace>;
    forget(serverId: string): void;
  };
  /** A new id, unique for ever. */
  readonly createId: () => string;
  /** Follow the changed list; then connect to this server afresh, unless `null`. */
  readonly applied: (reconnect: string | null) => void;
}

/** Changes to the list of servers, with every rule about their secrets in one place. */
export interface ServerEditing {
  saveServer(draft: ServerDraft): Promise<SaveResult>;
  removeServer(serverId: string): void;
}

export function createServerEditing(ports: ServerEditingPorts): ServerEditing {
  return {
    async saveServer(draft) {
      const { servers } = ports.settings();
      const old = servers.find(({ id }) => id === draft.id);
      if (draft.id !== undefined && old === undefined)
        return refuse('form', 'This server was removed meanwhile. Add it again.');
      if (old === undefined && servers.length >= MAX_SERVERS) {
        return refuse('form', `There are ${String(MAX_SERVERS)} servers already. Remove one first.`);
      }
      const checked = checkDraft(draft, old ?? null);
      if (!checked.ok) return checked;
      const { profile, owner, credential } = toProfile(draft, checked, old ?? null, ports.createId);
      if (credential === null && ports.vault.place(owner) === 'missing')
        return refuse('secret', askForSecret(draft, old ?? null));

      if (old !== undefined && originOf(old.baseUrl) !== owner.origin) ports.vault.forget(old.id);
      if (credential !== null) await ports.vault.store(owner, credential);
      const settings = ports.settings();
      const rest = settings.servers.some(({ id }) => id === profile.id)
        ? settings.servers.map((server) => (server.id === profile.id ? profile : server))
        : [...settings.servers, profile];
      ports.save({ ...settings, servers: rest });
      ports.applied(needsReconnect(old ?? null, profile, credential) ? profile.id : null);
      return { ok: true, id: profile.id };
    },
    removeServer(serverId) {
      const settings = ports.settings();
      ports.vault.forget(serverId);
      ports.save({ ...settings, servers: settings.servers.filter(({ id }) => id !== serverId) });
      ports.applied(null);
    },
  };
}

interface CheckedDraft {
  readonly ok: true;
  readonly baseUrl: string;
  readonly origin: string;
  /** `null`: keep what is stored. */
  readonly credential: Credential | null;
}

/**
 * Checks what a person typed. A secret is optional only for a server that stays where it is and asks in the same way:
 * it is bound to its origin, so a new address needs it again.
 */
export function checkDraft(
  draft: ServerDraft,
  old: ServerProfile | null,
): CheckedDraft | Extract<SaveResult, { ok: false }> {
  const address = parseBaseUrl(draft.url);
  if (!address.ok) return refuse('url', address.message);
  const { baseUrl, origin } = address;
  if (draft.name.trim().length > MAX_NAME_CHARS) {
    return refuse('name', `The name is longer than ${String(MAX_NAME_CHARS)} characters. Shorten it.`);
  }
  if (draft.credentialKind === 'none') return { ok: true, baseUrl, origin, credential: { kind: 'none' } };
  if (draft.secret === undefined || draft.secret === '') {
    const keeps =
      old !== null && originOf(old.baseUrl) === origin && old.credentialKind === draft.credentialKind;
    return keeps
      ? { ok: true, baseUrl, origin, credential: null }
      : refuse('secret', askForSecret(draft, old));
  }
  const parsed = parseCredential(draft.credentialKind, draft.secret);
  if (!parsed.ok) return refuse('secret', describeCredentialProblem(parsed.problem, draft.credentialKind));
  return { ok: true, baseUrl, origin, credential: parsed.credential };
}

function toProfile(
  draft: ServerDraft,
  checked: CheckedDraft,
  old: ServerProfile | null,
  createId: () => string,
): { readonly profile: ServerProfile; readonly owner: SecretOwner; readonly credential: Credential | null } {
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
    tls: old?.tls ?? ROUTE_DEFAULTS.tls,
    proxy: old?.proxy ?? ROUTE_DEFAULTS.proxy,
  };
  return {
    profile,
    owner: { serverId: id, origin: checked.origin, kind: draft.credentialKind },
    credential: checked.credential,
  };
}

/**
 * A stream goes on through a change of name or colour, and the monitor begins a new one by itself when the address
 * changed. What it can't see is a new secret at the same address, or a person who says that all is well again.
 */
function needsReconnect(
  old: ServerProfile | null,
  next: ServerProfile,
  credential: Credential | null,
): boolean {
  if (old === null || !old.enabled || !next.enabled || old.baseUrl !== next.baseUrl) return false;
  return (
    (credential !== null && credential.kind !== 'none') || (old.refusal !== null && next.refusal === null)
  );
}

function askForSecret(draft: ServerDraft, old: ServerProfile | null): string {
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
