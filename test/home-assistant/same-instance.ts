import { expect, it } from 'vitest';
import { askSameInstance, type Sameness } from '../../src/core/addresses/same-instance.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { createAddressRelay } from '../support/address-relay.ts';
import { createLoginInstance } from '../support/login-instance.ts';
import type { RunningHomeAssistant } from './start-home-assistant.ts';

const ports = { clock: systemClock, transport: createHttpTransport() };

function ask(known: string, candidate: string): Promise<Sameness> {
  const at = (baseUrl: string) => ({ baseUrl, userAgent: 'Porchlight/test', route: {} });
  return askSameInstance(ports, at(known), at(candidate), new AbortController().signal);
}

const CLIENT_ID = 'http://127.0.0.1:9';

/** Begins a login as the check does, or goes on with it. */
async function logIn(url: string, fields: object): Promise<{ status: number; flow: string }> {
  const body = JSON.stringify({ client_id: CLIENT_ID, ...fields });
  const answer = await fetch(url, { method: 'POST', body });
  const { flow_id = '' } = (await answer.json()) as { flow_id?: string };
  return { status: answer.status, flow: `/auth/login_flow/${flow_id}` };
}

/** The check that two addresses are one instance, at a real one. To be the last of a file: it causes a failed login on purpose. */
export function itComparesAddresses(server: () => RunningHomeAssistant): void {
  it('is told from another at two addresses, which counts as no failed login', async () => {
    const { url } = server();
    const relay = await createAddressRelay(Number(new URL(url).port));
    const other = await createLoginInstance();

    expect(await ask(url, relay.url)).toEqual({ kind: 'same' });
    expect(await ask(relay.url, url)).toEqual({ kind: 'same' });
    // It does not know the login of another, and another does not know its.
    expect(await ask(url, other.url)).toEqual({ kind: 'other' });
    expect(await ask(other.url, url)).toEqual({ kind: 'other' });
    expect([other.openFlows(), other.secrets()]).toEqual([0, 0]);

    // A login that was ended is not there for a second one.
    const begin = { redirect_uri: `${CLIENT_ID}/callback`, handler: ['homeassistant', null] };
    const first = await logIn(`${url}/auth/login_flow`, begin);
    const end = async (): Promise<number> =>
      (await fetch(relay.url + first.flow, { method: 'DELETE' })).status;
    expect([first.status, await end(), await end()]).toEqual([200, 200, 404]);
    expect(server().requestsSeen()).toMatchObject({ failedLogins: 0, banned: [] });

    // A login that fails is seen.
    const second = await logIn(`${url}/auth/login_flow`, begin);
    await logIn(url + second.flow, { username: 'nobody', password: 'wrong' });
    await expect.poll(() => server().requestsSeen().failedLogins).toBe(1);
  });
}
