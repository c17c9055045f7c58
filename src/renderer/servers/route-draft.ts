import type { ServerView } from '../../core/ipc/overview.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import type { ClientCertificateFiles } from '../../core/route/route.ts';
import { parseBaseUrl } from '../../core/servers/base-url.ts';

export type ProxyKind = NonNullable<ServerDraft['proxy']>['kind'];

/** The form's choices of a client certificate; `kept` is the one in the vault. */
export type CertificateChoice = 'none' | 'kept' | ClientCertificateFiles['kind'];

/** The trust settings of a form: as changed, or as stored. */
export function tlsOf(draft: ServerDraft, server: ServerView | null): NonNullable<ServerDraft['tls']> {
  const { pin, caFile } = draft.tls ?? server?.tls ?? { pin: null, caFile: null };
  return { pin, caFile };
}

/** Trusts this certificate and no other. */
export function withPin(draft: ServerDraft, server: ServerView | null, pin: string | null): ServerDraft {
  return { ...draft, tls: { ...tlsOf(draft, server), pin } };
}

/** The name in an address as it was typed, for a sentence. */
export function hostOf(url: string): string {
  const parsed = parseBaseUrl(url);
  return parsed.ok ? new URL(parsed.baseUrl).hostname : url;
}

export function certificateChoice(draft: ServerDraft, server: ServerView | null): CertificateChoice {
  if (draft.clientCertificate !== undefined) return draft.clientCertificate?.kind ?? 'none';
  return (server?.tls.clientCertificate ?? null) === null ? 'none' : 'kept';
}

/** The draft with another choice. Stored values stay if the draft does not contain them. */
export function withCertificateChoice(draft: ServerDraft, choice: CertificateChoice): ServerDraft {
  switch (choice) {
    case 'kept': {
      const silent: { clientCertificate?: unknown } & ServerDraft = { ...draft };
      delete silent.clientCertificate;
      return silent;
    }
    case 'none':
      return { ...draft, clientCertificate: null };
    case 'pem':
      return { ...draft, clientCertificate: { kind: choice, certificateFile: '', keyFile: '' } };
    case 'pkcs12':
      return { ...draft, clientCertificate: { kind: choice, archiveFile: '' } };
  }
}
