import { parseFingerprint } from '../core/route/certificate.ts';
import { proxiesFromEnvironment } from '../core/route/proxy-environment.ts';
import { parseProxyUrl } from '../core/route/proxy-url.ts';
import type { ClientCertificateFiles, ProxyChoice } from '../core/route/route.ts';
import type { Environment, RouteOptions } from './command.ts';
import { UsageProblem } from './exit-code.ts';

/** Options about the route to a server, by their names. */
export const ROUTE_OPTIONS = {
  'tls-fingerprint': { type: 'string' },
  ca: { type: 'string' },
  'client-cert': { type: 'string' },
  'client-key': { type: 'string' },
  proxy: { type: 'string' },
} as const;
export type RouteOptionName = keyof typeof ROUTE_OPTIONS;

const TLS_OPTIONS: readonly RouteOptionName[] = ['tls-fingerprint', 'ca', 'client-cert', 'client-key'];

/** Understands the options about TLS and proxies. Files are not opened yet. @throws UsageProblem */
export function parseRouteOptions(
  texts: ReadonlyMap<string, string>,
  baseUrl: string,
  env: Environment,
): RouteOptions {
  const given = TLS_OPTIONS.find((name) => texts.has(name));
  if (given !== undefined && !baseUrl.startsWith('https:')) {
    throw new UsageProblem(
      `--${given} is about certificates, and the address starts with http://. Use https://.`,
    );
  }
  const fingerprint = texts.get('tls-fingerprint');
  const pin = fingerprint === undefined ? null : parseFingerprint(fingerprint);
  if (fingerprint !== undefined && pin === null) {
    throw new UsageProblem(
      '--tls-fingerprint needs the SHA-256 fingerprint of the certificate: 64 hexadecimal digits, with or without colons.',
    );
  }
  const [certificateFile, keyFile] = [texts.get('client-cert'), texts.get('client-key')];
  if (certificateFile === undefined && keyFile !== undefined) {
    throw new UsageProblem('--client-key is the key of a certificate. Add --client-cert.');
  }
  const clientCertificate = certificateFile === undefined ? null : toFiles(certificateFile, keyFile);
  const files = { pin, caFile: texts.get('ca') ?? null, clientCertificate };
  return { files, proxy: parseProxy(texts.get('proxy'), baseUrl, env) };
}

/** An archive by its file extension; else PEM, in which the key may follow the certificate. */
function toFiles(certificateFile: string, keyFile: string | undefined): ClientCertificateFiles {
  if (keyFile === undefined && /\.(?:p12|pfx)$/i.test(certificateFile)) {
    return { kind: 'pkcs12', archiveFile: certificateFile };
  }
  return { kind: 'pem', certificateFile, keyFile: keyFile ?? certificateFile };
}

function parseProxy(input: string | undefined, baseUrl: string, env: Environment): ProxyChoice {
  if (input === undefined) {
    if (proxiesFromEnvironment(baseUrl, env) !== null) return { kind: 'system' };
    throw new UsageProblem(
      'The proxy in the environment is no address. Correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or add --proxy none.',
    );
  }
  if (input === 'none') return { kind: 'none' };
  const parsed = parseProxyUrl(input, 'refused');
  if (parsed.ok) return { kind: 'url', url: parsed.url };
  throw new UsageProblem(
    `--proxy: ${parsed.message} A login goes into HTTPS_PROXY or HTTP_PROXY, without --proxy.`,
  );
}
