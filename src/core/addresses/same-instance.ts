import { isWireRecord, readField, readText } from '../events/read-field.ts';
import { CALLBACK_PATH, SIGN_IN_PORT, toClientId } from '../sign-in/authorize-url.ts';
import { isProviders } from '../sign-in/look-for-sign-in.ts';
import type { SignInServer } from '../sign-in/token-endpoint.ts';
import type { Failure } from '../stream/failure.ts';
import { askOpen, getForSignIn, type RestPorts } from '../stream/rest.ts';

/** Whether two addresses lead to the same Home Assistant. */
export type Sameness =
  | { readonly kind: 'same' | 'other' | 'unknown' }
  /** One of the two does not answer as Home Assistant does. */
  | { readonly kind: 'failed'; readonly at: 'known' | 'candidate'; readonly failure: Failure };

/** An address of ours, as for a sign-in. Nothing is sent there. */
const CLIENT_ID = toClientId(SIGN_IN_PORT);

/**
 * Begins a login at the new address, without a name or a password, and ends it at the known one: only the instance that began it
 * knows it. Neither is a failed login, and neither sends a credential. No version has an address that says who it is without one:
 * `/api/config` has no uuid, and `/api/discovery_info` says nothing since 2022.
 */
export async function askSameInstance(
  ports: RestPorts,
  known: SignInServer,
  candidate: SignInServer,
  signal: AbortSignal,
): Promise<Sameness> {
  const providers = await getForSignIn(ports, candidate, '/auth/providers', signal);
  if (!providers.ok) return { kind: 'failed', at: 'candidate', failure: providers.failure };
  if (providers.status !== 200) {
    return providers.status === 404
      ? { kind: 'unknown' }
      : { kind: 'failed', at: 'candidate', failure: providers.failure };
  }
  const handler = providerOf(providers.body);
  // One that it does not have is refused, which newer versions count as a failed login.
  if (handler === null) return { kind: 'unknown' };
  const begin = { client_id: CLIENT_ID, redirect_uri: CLIENT_ID + CALLBACK_PATH, handler };
  const begun = await askOpen(
    ports,
    candidate,
    { method: 'POST', path: '/auth/login_flow', body: JSON.stringify(begin) },
    signal,
  );
  if (!begun.ok) return { kind: 'failed', at: 'candidate', failure: begun.failure };
  const id = isWireRecord(begun.body) ? readText(begun.body, 'flow_id') : '';
  if (begun.status !== 200 || !/^[\w-]{8,128}$/.test(id)) return { kind: 'unknown' };
  const end = { method: 'DELETE', path: `/auth/login_flow/${id}` } as const;
  const ended = await askOpen(ports, known, end, signal);
  if (ended.ok && ended.status === 200) return { kind: 'same' };
  // It would end by itself, but is nobody's any more.
  await askOpen(ports, candidate, end, signal);
  if (!ended.ok) return { kind: 'failed', at: 'known', failure: ended.failure };
  return ended.status === 404 ? { kind: 'other' } : { kind: 'failed', at: 'known', failure: ended.failure };
}

/** Home Assistant's own users, which every installation has unless it was taken out. */
function providerOf(body: unknown): readonly [string, string | null] | null {
  if (!isProviders(body)) return null;
  const list = isWireRecord(body) ? readField(body, 'providers') : body;
  const own = Array.isArray(list)
    ? (list as readonly unknown[]).find(
        (each) => isWireRecord(each) && readText(each, 'type') === 'homeassistant',
      )
    : undefined;
  if (!isWireRecord(own)) return null;
  const id = readField(own, 'id');
  return ['homeassistant', typeof id === 'string' ? id : null];
}
