import { originOf } from './base-url.ts';
import type { AddressPlace, ServerProfile } from './profile.ts';

/** Characters after the id of a server; an id that is made here has none of them. */
const SECOND = '/second';

/** The name under which the vault keeps the secrets of a server's second address. */
export function secondSecretsId(serverId: string): string {
  return serverId + SECOND;
}

/**
 * The name under which the vault keeps the secrets of a server for the address that a profile is set to. The first and the
 * second address of a server are bound each for itself.
 */
export function secretsIdOf({
  id,
  baseUrl,
  second,
}: Pick<ServerProfile, 'id' | 'baseUrl' | 'second'>): string {
  return second !== undefined && originOf(second.baseUrl) === originOf(baseUrl) ? secondSecretsId(id) : id;
}

/** A server as it is reached by its second address. Everything else about it is the same. */
export function atSecond(profile: ServerProfile): ServerProfile {
  const { second } = profile;
  if (second === undefined) return profile;
  const { baseUrl, tls, proxy } = second;
  return { ...profile, baseUrl, tls, proxy };
}

/** A server as it is reached from one place; `null` for one with a single address. */
export function atPlace(profile: ServerProfile, place: AddressPlace): ServerProfile | null {
  if (profile.second === undefined) return null;
  return profile.second.place === place ? atSecond(profile) : profile;
}

/**
 * Whether a server may be reached by this address. Outside only by https: nobody knows whose network that is. Inside by http only
 * where the server announces who it is.
 */
export function isUsable(at: ServerProfile, place: AddressPlace): boolean {
  if (at.baseUrl.startsWith('https:')) return true;
  return place === 'inside' && at.second?.uuid != null;
}
