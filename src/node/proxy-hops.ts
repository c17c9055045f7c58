import { parseProxyUrl } from '../core/route/proxy-url.ts';
import type { Hop, ProxyChoice } from '../core/route/route.ts';
import { TransportError } from '../core/stream/transport.ts';

/**
 * Asks this computer through which proxies an address is reached, first choice first. Gets the origin only: a path or a
 * query may hold what is nobody else's business. `null` when the settings can't be understood.
 */
export type SystemProxies = (origin: string) => Promise<readonly Hop[] | null>;

const DIRECT: readonly Hop[] = [{ kind: 'direct' }];

/** The ways to an address, in the order in which they are to be tried. Rejects with `proxy-failed`, never goes round. */
export async function listHops(
  choice: ProxyChoice,
  url: URL,
  systemProxies: SystemProxies,
): Promise<readonly Hop[]> {
  switch (choice.kind) {
    case 'none':
      return DIRECT;
    case 'system': {
      const hops = await systemProxies(`${url.origin}/`).catch(() => null);
      if (hops === null) throw new TransportError('proxy-failed');
      return hops;
    }
    case 'url': {
      const parsed = parseProxyUrl(choice.url, 'refused');
      if (!parsed.ok) throw new TransportError('proxy-failed');
      return [choice.login === undefined ? parsed.hop : { ...parsed.hop, login: choice.login }];
    }
  }
}
