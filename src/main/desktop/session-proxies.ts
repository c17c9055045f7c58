import type { Session } from 'electron';
import { parseProxyList } from '../../core/route/proxy-list.ts';
import type { SystemProxies } from '../../node/proxy-hops.ts';

/**
 * The desktop's proxy settings with their PAC script, asked anew each time, so that a change of network counts from the
 * next attempt on. Chromium knows them on every system, and the environment's where a Linux desktop has none.
 */
export function askSession(session: Pick<Session, 'resolveProxy'>): SystemProxies {
  return async (origin) => parseProxyList(await session.resolveProxy(origin));
}
