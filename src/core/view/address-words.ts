import type { SecondAddressView } from '../ipc/overview.ts';
import type { CredentialKind } from '../servers/credential.ts';
import type { AddressPlace } from '../servers/profile.ts';

/** Why a second address is not taken. */
export type AddressProblem =
  | 'removed'
  | 'same-origin'
  | 'outside-plain'
  | 'inside-unseen'
  | 'other-instance'
  | 'not-comparable'
  | 'no-secret';

/** One or two sentences: what is wrong, and the next step. */
export function describeAddressProblem(problem: AddressProblem): string {
  return {
    removed: 'This server was removed meanwhile. Add it again.',
    'same-origin': 'Both addresses are the same computer and port. Type the other address of this server.',
    'outside-plain':
      'The address from outside must begin with https://. Else everybody on the way could read the secret of this server.',
    'inside-unseen':
      'This server does not announce itself on this network now. An address with http:// is used inside only while it does, so add it at home, or use https://.',
    'other-instance':
      'Another Home Assistant answers at this address than at the first one. Nothing was sent to it. Check the address.',
    'not-comparable':
      'It could not be checked that both addresses lead to the same Home Assistant. Nothing was sent to it. Try it where both can be reached, or enter this address in Home Assistant under Settings, System, Network.',
    'no-secret':
      "The stored secret can't be read now. Unlock the keyring, or enter the secret again, then add the address.",
  }[problem];
}

/** The part of the settings about the second address of a server. */
export const SECOND_ADDRESS_WORDS = {
  title: 'Another address of this server',
  text: 'If you reach it by one address at home and by another from outside, Porchlight uses the one at home where it answers there, else the other.',
  add: 'Add another address',
  change: 'Change the other address',
  remove: 'Remove the other address',
  address: 'The other address',
  place: 'Where this address is used',
  inside: [
    'At home',
    'Used when it answers there. With http:// only while the server announces itself on the network.',
  ],
  outside: ['From outside', 'Used everywhere else. It must begin with https://.'],
  save: 'Check and use it',
  checking: 'Checking…',
} as const;

/** What is sent to the new address, so that nobody agrees to it unknowingly. */
export function describeSecondSecret(kind: CredentialKind): string {
  const what = {
    'sign-in': 'The sign-in of this server is',
    bearer: 'The access token of this server is',
    password: 'The API password of this server is',
    query: 'The API password of this server is',
    none: 'No secret is',
  }[kind];
  return `It is checked first that the same Home Assistant answers there. ${what} then sent to this address, too.`;
}

const PLACE_NAMES: Readonly<Record<AddressPlace, string>> = { inside: 'At home', outside: 'From outside' };

/** Both addresses, each with its place, and which one is used. A server with one address has just that. */
export function listAddresses(
  baseUrl: string,
  second: SecondAddressView | undefined,
): readonly { readonly text: string; readonly isUsed: boolean }[] {
  if (second === undefined) return [{ text: baseUrl, isUsed: false }];
  const { place, isUsed, isChoosing } = second;
  const other = place === 'inside' ? 'outside' : 'inside';
  const lines = [
    { place: other, url: baseUrl, isUsed: !isUsed && !isChoosing } as const,
    { place, url: second.baseUrl, isUsed } as const,
  ];
  return lines
    .toSorted((one) => (one.place === 'inside' ? -1 : 1))
    .map((line) => ({ text: `${PLACE_NAMES[line.place]}: ${line.url}`, isUsed: line.isUsed }));
}
