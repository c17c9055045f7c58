import { describe, expect, it } from 'vitest';
import { askSameInstance, type Sameness } from '../../../src/core/addresses/same-instance.ts';
import { createHttpTransport } from '../../../src/node/http-transport.ts';
import { systemClock as clock } from '../../../src/node/system-clock.ts';
import { createAddressRelay } from '../../support/address-relay.ts';
import { createLoginInstance } from '../../support/login-instance.ts';
import { createDemoServer } from '../../support/demo-server.ts';

const transport = createHttpTransport();

function compare(known: string, candidate: string): Promise<Sameness> {
  const at = (baseUrl: string) => ({ baseUrl, userAgent: 'Porchlight/test', route: {} });
  return askSameInstance({ clock, transport }, at(known), at(candidate), new AbortController().signal);
}

describe('two addresses, two real servers', () => {
  it('are the same instance where a login that one begins is ended by the other', async () => {
    const home = await createLoginInstance();
    const other = await createAddressRelay(home.port);
    expect(await compare(home.url, other.url)).toEqual({ kind: 'same' });
    expect(home.openFlows()).toBe(0);
    expect(home.secrets()).toBe(0);
  });

  it('are not the same where another instance answers, which gets no secret and keeps no login', async () => {
    const home = await createLoginInstance();
    const impostor = await createLoginInstance({ impostor: true });
    expect(await compare(home.url, impostor.url)).toEqual({ kind: 'other' });
    expect(impostor.openFlows()).toBe(0);
    expect(impostor.secrets() + home.secrets()).toBe(0);
  });

  it('are not compared where one does not answer, or is older than the login', async () => {
    const home = await createLoginInstance();
    const nowhere = await createAddressRelay(home.port);
    nowhere.leadTo(null);
    expect(await compare(home.url, nowhere.url)).toMatchObject({ kind: 'failed', at: 'candidate' });
    expect(await compare(nowhere.url, home.url)).toMatchObject({ kind: 'failed', at: 'known' });
    const old = await createDemoServer({ rate: 0 });
    expect(await compare(home.url, old.url)).toEqual({ kind: 'unknown' });
    await old.close();
  });
});
