import { parseBaseUrl } from '../servers/base-url.ts';

/** Port of Home Assistant Container and Core, and of Home Assistant OS before 2026.8. */
const USUAL_PORT = '8123';

export type CandidateAddresses =
  | {
      readonly ok: true;
      /** Normalised by `parseBaseUrl`, at least one, best first. */
      readonly baseUrls: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

/**
 * The addresses that a typed one can mean, best first. What was typed is kept: a port stays, and https never becomes http. Without
 * a port, https of the usual port of the web is asked first, then Home Assistant's port.
 */
export function candidateAddresses(typed: string): CandidateAddresses {
  const parsed = parseBaseUrl(typed);
  if (!parsed.ok) return parsed;
  const text = typed.trim();
  const scheme = /^(https?):\/\//i.exec(text)?.[1]?.toLowerCase() ?? null;
  const port = typedPort(text);
  const at = (protocol: string, of: string): string => withOrigin(parsed.baseUrl, protocol, of);
  const given = port ?? '';
  const all =
    scheme === 'https'
      ? [at('https:', given), ...(port === null ? [at('https:', USUAL_PORT)] : [])]
      : port !== null
        ? // Typed as http on purpose, or without a scheme: then the encrypted way is asked first.
          scheme === 'http'
          ? [at('http:', given), at('https:', given)]
          : [at('https:', given), at('http:', given)]
        : [at('https:', ''), at('http:', USUAL_PORT), at('https:', USUAL_PORT), at('http:', '')];
  return { ok: true, baseUrls: [...new Set(all)] };
}

/** The port as it was typed, even one that a scheme implies. */
function typedPort(text: string): string | null {
  const authority = text.replace(/^https?:\/\//i, '').replace(/[/?#].*$/, '');
  // `fe80::1` has no port, `[fe80::1]:8123` has.
  if (/^[0-9a-f]*:[0-9a-f:]*:/i.test(authority)) return null;
  return /:(\d+)$/.exec(authority)?.[1] ?? null;
}

function withOrigin(baseUrl: string, protocol: string, port: string): string {
  const url = new URL(baseUrl);
  // A URL forgets a port that its old scheme implies, so the scheme goes first.
  url.port = '';
  url.protocol = protocol;
  url.port = port;
  return url.origin + url.pathname.replace(/\/+$/, '');
}
