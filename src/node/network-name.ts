import { networkInterfaces } from 'node:os';

/** The network of this computer as a text: another text for another network. Without loopback, which is always there. */
export function nameNetwork(interfaces: typeof networkInterfaces = networkInterfaces): string {
  return Object.entries(interfaces())
    .flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ internal }) => !internal)
        .map(({ mac, cidr, address }) => `${name} ${mac} ${cidr ?? address}`),
    )
    .sort()
    .join('\n');
}
