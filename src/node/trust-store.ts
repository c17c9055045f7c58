import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';

/** Where Linux distributions keep the authorities that their owner trusts; the first that exists is used. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Arch, Gentoo
  '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, Red Hat
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem', // Alpine, BSD
];

/** The authorities in a PEM text, each as its own PEM block. */
export function splitPem(text: string): string[] {
  return (
    text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g) ??
    []
  );
}

/** The authorities that this computer trusts, read once and then kept. */
export type TrustStore = () => Promise<readonly string[]>;

/**
 * Mozilla's authorities, which come with Node, and those of the system. Node 22.15 and newer can ask the system for them, also
 * on macOS and Windows; older ones read the bundle of the Linux distribution. A home with its own authority
 * has added it there.
 *
 * @param extraFile a PEM file to trust besides, as `NODE_EXTRA_CA_CERTS` names one; a bad one adds nothing
 */
export function createTrustStore(extraFile: string | null = null): TrustStore {
  let store: Promise<readonly string[]> | null = null;
  return () => {
    store ??= readStore(extraFile);
    return store;
  };
}

async function readStore(extraFile: string | null): Promise<readonly string[]> {
  const system = askRuntime() ?? (await readFirst(BUNDLES));
  const extra = extraFile === null ? [] : await readFirst([extraFile]);
  return [...new Set([...tls.rootCertificates, ...system, ...extra].map((pem) => pem.trim()))];
}

/** `null` where the runtime is too old for the question. */
function askRuntime(): string[] | null {
  const runtime: { getCACertificates?: (type: 'system') => string[] } = tls;
  return runtime.getCACertificates?.('system') ?? null;
}

async function readFirst(paths: readonly string[]): Promise<string[]> {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text !== null) return splitPem(text);
  }
  return [];
}
