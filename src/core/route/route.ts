import * as z from 'zod';

/** Longest path that is stored; Linux has no longer ones. */
export const MAX_PATH_CHARS = 4_096;

/** How a server is reached, apart from its address: trusted certificates and proxy. Contains secrets. */
export interface Route {
  readonly tls?: TlsPolicy;
  readonly proxy?: ProxyChoice;
}

/** Trusted certificates, as plain data. Nothing in it can switch the check off. */
export interface TlsPolicy {
  /** SHA-256 of the only certificate that is accepted, 64 lower-case hexadecimal digits. Overrides `ca`. */
  readonly pin?: string;
  /** PEM text of the authorities to trust for this server, instead of those of this computer. */
  readonly ca?: string;
  /** Sent to a server that asks for one. */
  readonly clientCertificate?: ClientCertificate;
}

/** A certificate of ours with its private key. */
export type ClientCertificate =
  | {
      readonly kind: 'pem';
      readonly certificate: string;
      readonly privateKey: string;
      readonly passphrase?: string;
    }
  | { readonly kind: 'pkcs12'; readonly archive: Uint8Array; readonly passphrase?: string };

const filePath = z.string().max(MAX_PATH_CHARS);
const passphrase = z.string().max(1_000).exactOptional();

/** Where a client certificate is kept, and what opens its key. */
export const clientCertificateFilesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pem'), certificateFile: filePath, keyFile: filePath, passphrase }),
  z.strictObject({ kind: z.literal('pkcs12'), archiveFile: filePath, passphrase }),
]);
export type ClientCertificateFiles = Readonly<z.infer<typeof clientCertificateFilesSchema>>;

export const proxyLoginSchema = z.strictObject({
  user: z.string().max(1_000),
  password: z.string().max(1_000),
});
export type ProxyLogin = Readonly<z.infer<typeof proxyLoginSchema>>;

export type ProxyChoice =
  | { readonly kind: 'none' }
  /** The computer's proxy: the desktop's settings and PAC, or the environment of a terminal. */
  | { readonly kind: 'system' }
  /** `url` from `parseProxyUrl`. */
  | { readonly kind: 'url'; readonly url: string; readonly login?: ProxyLogin };

/** One hop to a server: direct, or through one proxy. */
export type Hop = { readonly kind: 'direct' } | ProxyHop;

export interface ProxyHop {
  readonly kind: 'http' | 'https' | 'socks4' | 'socks5';
  /** Without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  readonly login?: ProxyLogin;
}

/** Host and port of a proxy as people write them. */
export function formatHop({ host, port }: ProxyHop): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
}

/** The route of one attempt, or the file that prevents it. */
export type RouteAnswer =
  { readonly ok: true; readonly route: Route } | { readonly ok: false; readonly problem: RouteFileProblem };

/** No proxy, and the authorities that this computer trusts. */
export const STRAIGHT: Promise<RouteAnswer> = Promise.resolve({ ok: true, route: {} });

/** An unusable file of a route. */
export interface RouteFileProblem {
  readonly file: 'ca' | 'client-certificate' | 'client-key';
  readonly problem:
    | 'absent'
    /** No permission, a folder, or an error of the disk. */
    | 'unreadable'
    | 'too-large'
    /** Not in the expected format, PEM or PKCS #12. */
    | 'not-a-certificate'
    /** The passphrase is wrong or missing. */
    | 'passphrase'
    /** Certificate and key do not belong together. */
    | 'mismatch'
    /** A PKCS #12 archive with a cipher of the 1990s, which OpenSSL 3 no longer reads. */
    | 'old-cipher'
    /** The keyring, which has the path of the key, is locked or gone. */
    | 'locked';
}
