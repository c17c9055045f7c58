import { EventEmitter } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import type { MdnsEvents } from '../../../src/core/discovery/mdns.ts';
import type { Signals } from '../../../src/main/app/signals.ts';
import { createDiscovery } from '../../../src/main/discovery/discovery.ts';
import { TransportError, type Transport, type TransportRequest } from '../../../src/core/stream/transport.ts';
import { createHttpTransport } from '../../../src/node/http-transport.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { announce } from '../../support/announcements.ts';
import { createSignInHome } from '../../support/sign-in-home.ts';

function createBench(transport: Transport) {
  const signals: Signals = new EventEmitter();
  const requests: TransportRequest[] = [];
  let network: MdnsEvents | null = null;
  const discovery = createDiscovery({
    clock: systemClock,
    transport(request) {
      requests.push(request);
      return transport(request);
    },
    userAgent: 'Porchlight/0',
    signals,
    openMdns(events) {
      network = events;
      return {
        ask: () => undefined,
        close() {
          network = null;
        },
      };
    },
  });
  onTestFinished(discovery.stop);
  return { discovery, signals, requests, network: (): MdnsEvents | null => network };
}

const HOUSE = {
  instance: 'House',
  port: 8123,
  texts: ['location_name=House', 'version=2026.11.0'],
  addresses: ['192.168.1.5'],
};

it('looks while a page wants it, and asks who announces itself without a proxy and without a login', async () => {
  const home = await createSignInHome();
  onTestFinished(() => home.close());
  const direct = createHttpTransport();
  const bench = createBench((request) =>
    direct({ ...request, url: home.url + new URL(request.url).pathname }),
  );
  expect(bench.network()).toBeNull();
  let pushes = 0;
  bench.signals.on('changed', () => {
    pushes += 1;
  });
  bench.discovery.lookForServers(true);
  bench.network()?.onRecords(announce(HOUSE));
  await expect
    .poll(() => bench.discovery.found())
    .toEqual([
      {
        id: 'House',
        uuid: null,
        name: 'House',
        version: '2026.11.0',
        url: 'http://192.168.1.5:8123',
        reach: 'answers',
      },
    ]);
  await expect.poll(() => pushes).toBeGreaterThan(0);
  expect(bench.requests).toMatchObject([{ method: 'GET', url: 'http://192.168.1.5:8123/auth/providers' }]);
  expect(bench.requests[0]?.proxy).toBeUndefined();
  expect(Object.keys(bench.requests[0]?.headers ?? {})).not.toContain('authorization');
  bench.discovery.lookForServers(false);
  expect(bench.network()).toBeNull();
  expect(bench.discovery.found()).toEqual([]);
});

it('ends with the window, which can look again', () => {
  const bench = createBench(() => Promise.reject(new TransportError('refused')));
  bench.discovery.lookForServers(true);
  bench.network()?.onProblem('no-network');
  expect(bench.discovery.problem()).toContain('no network');
  bench.signals.emit('windowClosed', true);
  expect(bench.network()).toBeNull();
  expect(bench.discovery.problem()).toBeNull();
  bench.discovery.lookForServers(true);
  expect(bench.network()).not.toBeNull();
});

it('looks at one typed address at a time', async () => {
  const bench = createBench(
    ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new TransportError('aborted'));
        });
      }),
  );
  const first = bench.discovery.probeAddress('ha.lan');
  await expect.poll(() => bench.requests.length).toBe(1);
  const second = bench.discovery.probeAddress('other.lan');
  expect(await first).toMatchObject({ kind: 'nothing' });
  expect(bench.requests[0]).toMatchObject({ proxy: { kind: 'system' } });
  bench.discovery.stop();
  expect(await second).toMatchObject({ kind: 'nothing' });
});
