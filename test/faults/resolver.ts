import dns from 'node:dns';
import type { Clock, Random } from '../../src/core/clock.ts';
import { BLACK_HOLE_ADDRESS, type Traffic } from './traffic.ts';

/** What a name leads to. All three addresses are this machine's; only the first has a server. */
export type Route =
  | 'home'
  /** Nobody listens there: the system refuses. */
  | 'nobody'
  /** The system drops the first packet of a connection (see black-hole.ts). */
  | 'black-hole'
  | { readonly error: 'ENOTFOUND' | 'EAI_AGAIN' };

const ADDRESS = { home: '127.0.0.1', nobody: '127.0.0.3', 'black-hole': BLACK_HOLE_ADDRESS } as const;

export interface Lookup {
  readonly name: string;
  /** Monotonic ms of virtual time. */
  readonly at: number;
}

/** Names in place of the system's, so that a home can move from one address to another on the same port. */
export interface Resolver {
  route(name: string, to: Route): void;
  /** Every name that anybody asked for: each request of the client asks once, and keeps no connection. */
  readonly lookups: readonly Lookup[];
  close(): void;
}

type Callback = (error: NodeJS.ErrnoException | null, address?: unknown, family?: number) => void;

const IS_LITERAL = /^[\d.]+$|:/;

/** Takes the place of `dns.lookup`, which node:net looks up at each call, until it is closed. */
export function createResolver(clock: Clock, random: Random, traffic: Traffic): Resolver {
  const routes = new Map<string, Route>();
  const lookups: Lookup[] = [];
  const original = dns.lookup;
  let pending = 0;

  function answer(name: string, all: boolean, callback: Callback): void {
    pending--;
    traffic.note();
    const to = routes.get(name) ?? { error: 'ENOTFOUND' as const };
    if (typeof to === 'object') {
      callback(Object.assign(new Error(`getaddrinfo ${to.error} ${name}`), { code: to.error }));
      return;
    }
    const address = ADDRESS[to];
    if (all) callback(null, [{ address, family: 4 }]);
    else callback(null, address, 4);
  }

  function lookup(name: string, options: { all?: boolean }, callback: Callback): void {
    if (IS_LITERAL.test(name)) {
      Reflect.apply(original, dns, [name, options, callback]);
      return;
    }
    lookups.push({ name, at: clock.monotonic() });
    pending++;
    clock.after(random() * 50, () => {
      answer(name, options.all === true, callback);
    });
  }

  Reflect.set(dns, 'lookup', lookup);
  traffic.addHolder(() => pending);

  return {
    route(name, to) {
      routes.set(name, to);
    },
    lookups,
    close() {
      Reflect.set(dns, 'lookup', original);
    },
  };
}
