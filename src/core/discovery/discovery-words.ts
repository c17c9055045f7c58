import type { MdnsProblem } from './mdns.ts';

/** Why no server can be found by itself, and what to do. */
export function describeMdnsProblem(problem: MdnsProblem): string {
  switch (problem) {
    case 'no-network':
      return 'This computer is in no network, so nothing can be found by itself. Connect it, or type the address.';
    case 'no-socket':
      return 'The system does not let Porchlight look around in this network. Type the address instead.';
  }
}
