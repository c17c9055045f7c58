import type { ServerDraft } from './server-draft.ts';
import { parseProxyUrl } from '../route/proxy-url.ts';
import { ROUTE_DEFAULTS, type ProxySettings, type TlsSettings } from '../route/route-settings.ts';
import type { ClientCertificateFiles, ProxyLogin } from '../route/route.ts';
import { originOf } from './base-url.ts';
import type { ServerProfile } from './profile.ts';

/** The route to a server in the settings, and the place of its secrets: just typed, in the vault, or none. */
export interface RouteParts {
  readonly tls: TlsSettings;
  readonly proxy: ProxySettings;
  readonly clientCertificate: ClientCertificateFiles | 'stored' | null;
  readonly proxyLogin: ProxyLogin | 'stored' | null;
}

type RouteDraft = Pick<ServerDraft, 'tls' | 'clientCertificate' | 'proxy' | 'proxyLogin'>;

export type CheckedRoute =
  { readonly ok: true; readonly parts: RouteParts } | { readonly ok: false; readonly message: string };

/** The route of a stored server. */
export function partsOf({ tls, proxy }: Pick<ServerProfile, 'tls' | 'proxy'>): RouteParts {
  return {
    tls,
    proxy,
    clientCertificate: tls.clientCertificate === null ? null : 'stored',
    proxyLogin: proxy.kind === 'url' && proxy.login ? 'stored' : null,
  };
}

/**
 * Checks what a person chose about certificates and proxies. What they did not change stays; but a client
 * certificate belongs to its address, and a login to its proxy.
 *
 * @param origin of the present address
 */
export function checkRouteDraft(
  draft: RouteDraft,
  old: Pick<ServerProfile, 'baseUrl' | 'tls' | 'proxy'> | null,
  origin: string,
): CheckedRoute {
  const before = partsOf(old ?? ROUTE_DEFAULTS);
  const proxy = checkProxy(draft, before);
  if (!proxy.ok) return proxy;
  const isMoved = old !== null && originOf(old.baseUrl) !== origin;
  if (draft.clientCertificate === undefined && before.clientCertificate !== null && isMoved) {
    return refuse('Choose the client certificate again. The stored one is kept for the old address only.');
  }
  const clientCertificate =
    draft.clientCertificate === undefined ? before.clientCertificate : withKeyFile(draft.clientCertificate);
  if (clientCertificate !== null && clientCertificate !== 'stored' && fileOf(clientCertificate) === '') {
    return refuse('Choose the file of the client certificate, or choose none.');
  }
  const { pin, caFile } = draft.tls ?? before.tls;
  const kind =
    clientCertificate === 'stored' ? before.tls.clientCertificate : (clientCertificate?.kind ?? null);
  return {
    ok: true,
    parts: { tls: { pin, caFile, clientCertificate: kind }, clientCertificate, ...proxy.parts },
  };
}

function checkProxy(
  draft: RouteDraft,
  before: RouteParts,
):
  | { readonly ok: true; readonly parts: Pick<RouteParts, 'proxy' | 'proxyLogin'> }
  | { readonly ok: false; readonly message: string } {
  const wanted = draft.proxy ?? before.proxy;
  if (wanted.kind !== 'url') return { ok: true, parts: { proxy: wanted, proxyLogin: null } };
  const parsed = parseProxyUrl(wanted.url, 'refused');
  if (!parsed.ok) return parsed;
  const { url } = parsed;
  const kept = before.proxy.kind === 'url' && before.proxy.url === url ? before.proxyLogin : null;
  const proxyLogin = draft.proxyLogin === undefined ? kept : draft.proxyLogin;
  return { ok: true, parts: { proxy: { kind: 'url', url, login: proxyLogin !== null }, proxyLogin } };
}

/** The key may be in the same file. */
function withKeyFile(files: ClientCertificateFiles | null): ClientCertificateFiles | null {
  if (files?.kind !== 'pem' || files.keyFile !== '') return files;
  return { ...files, keyFile: files.certificateFile };
}

function fileOf(files: ClientCertificateFiles): string {
  return files.kind === 'pem' ? files.certificateFile : files.archiveFile;
}

function refuse(message: string): CheckedRoute {
  return { ok: false, message };
}
