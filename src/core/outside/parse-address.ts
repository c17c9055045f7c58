import { toUrl } from '../servers/base-url.ts';
import { parseCredential, describeCredentialProblem } from '../servers/credential.ts';
import type { Address, Destination } from './destination.ts';

export type ParsedAddress =
  { readonly ok: true; readonly address: Address } | { readonly ok: false; readonly message: string };

/** Names of topics. https://docs.ntfy.sh/publish/: letters, numbers, underscores and dashes, at most 64. */
const TOPIC = /^[-\w]{1,64}$/;

/** Checks an address as a person types it. Without a scheme it is https. */
export function parseAddress(kind: Destination['kind'], input: string, token = ''): ParsedAddress {
  const text = input.trim();
  if (text === '') return refuse('Paste the address.');
  const url = toUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return refuse('This is not an address. It begins with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    return refuse('Leave the user name and password out of the address. ntfy takes an access token instead.');
  url.hash = '';
  if (kind === 'webhook') return { ok: true, address: { url: url.href } };
  if (url.search !== '' || !TOPIC.test(topicOf(url)))
    return refuse('The address of a topic ends with its name, such as https://ntfy.sh/my-front-door.');
  if (token.trim() === '') return { ok: true, address: { url: url.href } };
  const parsed = parseCredential('bearer', token);
  if (!parsed.ok) return refuse(describeCredentialProblem(parsed.problem, 'bearer'));
  return { ok: true, address: { url: url.href, token: token.trim() } };
}

/** The last part of the path. */
export function topicOf(url: URL): string {
  return url.pathname.replace(/\/$/, '').split('/').at(-1) ?? '';
}

function refuse(message: string): ParsedAddress {
  return { ok: false, message };
}
