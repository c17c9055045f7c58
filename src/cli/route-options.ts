import { parseFingerprint } from '../core/route/certificate.ts';
import { proxiesFromEnvironment } from '../core/route/proxy-environment.ts';
import { parseProxyUrl } from '../core/route/proxy-url.ts';
import type { ClientCertificateFiles, ProxyChoice } from '../core/route/route.ts';
import { refuseUsage, type Environment, type RouteOptions, type UsageProblem } from './command.ts';

/** Options about the way to a server, by their names. */
export const ROUTE_OPTIONS = {
  'tls-fingerprint': { type: 'string' },
  ca: { type: 'string' },
  'client-cert': { type: 'string' },
  'client-key': { type: 'string' },
  proxy: { type: 'string' },
} as const;
export type RouteOptionName = keyof typeof ROUTE_OPTIONS;

const TLS_OPTIONS: readonly RouteOptionName[] = ['tls-fingerprint', 'ca', 'client-cert', 'client-key'];

export type ParsedRouteOptions = { readonly ok: true; readonly route: RouteOptions } | UsageProblem;

/** Understands the options about TLS and proxies. Files are not opened yet. */
export function parseRouteOptions(
  texts: ReadonlyMap<string, string>,
  baseUrl: string,
  env: Environment,
): ParsedRouteOptions {
  const given = TLS_OPTIONS.find((name) => texts.has(name));
  if (given !== undefined && !baseUrl.startsWith('https:')) {
    return refuseUsage(
      `--${given} is about certificates, and the address starts with http://. Use https://.`,
    );
  }
  const pin = parsePin(texts.get('tls-fingerprint'));
  if (pin === undefined) {
    return refuseUsage(
      '--tls-fingerprint needs the SHA-256 fingerprint of the certificate: 64 hexadecimal digits, with or without colons.',
    );
  }
  const [certificateFile, keyFile] = [texts.get('client-cert'), texts.get('client-key')];
  if (certificateFile === undefined && keyFile !== undefined) {
    return refuseUsage('--client-key is the key of a certificate. Add --client-cert.');
  }
  const proxy = parseProxy(texts.get('proxy'), baseUrl, env);
  if (!proxy.ok) return proxy;
  const clientCertificate = certificateFile === undefined ? null : toFiles(certificateFile, keyFile);
  return {
    ok: true,
    route: { files: { pin, caFile: texts.get('ca') ?? null, clientCertificate }, proxy: proxy.proxy },
  };
}

/** `null` when not said, `undefined` when not understood. */
function parsePin(input: string | undefined): string | null | undefined {
  return input === undefined ? null : (parseFingerprint(input) ?? undefined);
}

/** An archive by its ending; else PEM, in which the key may stand beside the certificate. */
function toFiles(certificateFile: string, keyFile: string | undefined): ClientCertificateFiles {
  if (keyFile === undefined && /\.(?:p12|pfx)$/i.test(certificateFile)) {
    return { kind: 'pkcs12', archiveFile: certificateFile };
  }
  return { kind: 'pem', certificateFile, keyFile: keyFile ?? certificateFile };
}

function parseProxy(
  input: string | undefined,
  baseUrl: string,
  env: Environment,
): { readonly ok: true; readonly proxy: ProxyChoice } | UsageProblem {
  if (input === undefined) {
    if (proxiesFromEnvironment(baseUrl, env) !== null) return { ok: true, proxy: { kind: 'system' } };
    return refuseUsage(
      'The proxy in the environment is no address. Correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or add --proxy none.',
    );
  }
  if (input === 'none') return { ok: true, proxy: { kind: 'none' } };
  const parsed = parseProxyUrl(input, 'refused');
  if (parsed.ok) return { ok: true, proxy: { kind: 'url', url: parsed.url } };
  return refuseUsage(
    `--proxy: ${parsed.message} A login goes into HTTPS_PROXY or HTTP_PROXY, without --proxy.`,
  );
}
