import { expect, it, onTestFinished } from 'vitest';
import { createMonitor, type MonitorEvent } from '../../../src/core/monitor/monitor.ts';
import { TransportError, type Transport } from '../../../src/core/stream/transport.ts';
import { HOME_PROFILE as HOME } from '../../support/sample-profile.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const PING_MS = 30_000;

it('goes on by another address with the recovery of a gap, whose connection ends before it was asked for', async () => {
  const clock = createVirtualClock();
  /** Ends the stream that is open. */
  let cut = (): void => undefined;
  let abort = (): void => undefined;
  const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const transport: Transport = ({ url, signal }) => {
    if (url.includes('stream'))
      signal.addEventListener('abort', () => {
        abort();
      });
    const [, name = ''] = /api\/(\w+)/.exec(url) ?? [];
    const chunks =
      name === 'stream' ? [toBytes('data: ping\n\n')] : [toBytes(name === 'config' ? '{}' : '[]')];
    return Promise.resolve({
      status: 200,
      header: (head: string) =>
        head === 'content-type' ? (name === 'stream' ? 'text/event-stream' : 'application/json') : undefined,
      read: () => {
        const chunk = chunks.shift() ?? null;
        if (chunk !== null || name !== 'stream') return Promise.resolve(chunk);
        return new Promise<Uint8Array | null>((resolve, reject) => {
          cut = () => {
            resolve(null);
          };
          clock.after(PING_MS, () => {
            resolve(toBytes('data: ping\n\n'));
          });
          abort = () => {
            reject(new TransportError('aborted'));
          };
        });
      },
      cancel: () => undefined,
    });
  };
  const monitor = createMonitor({
    clock,
    random: () => 0.5,
    transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve({ kind: 'none' }),
    saveRefusal: () => undefined,
    notify: () => Promise.resolve(true),
  });
  onTestFinished(() => monitor.stop());
  const told = new Map<number, unknown>();
  monitor.onEvent((event: MonitorEvent) => {
    if (event.kind === 'recovered') told.set(event.seq, event.own.recovery.outcome.kind);
  });
  monitor.setServers([HOME]);
  await clock.advance(1_000);
  expect(monitor.state('home').kind).toBe('live');
  cut();
  await clock.advance(3_000);
  expect(monitor.state('home').kind).toBe('live');
  // The recorder is asked some seconds later, and until then the address inside is found.
  monitor.setServers([{ ...HOME, baseUrl: 'http://other.local:8123' }]);
  await clock.advance(1_000);
  expect([...told.values()]).toEqual(['running']);
  for (let minute = 0; minute < 10; minute += 1) await clock.advance(60_000);
  // That gap, and the one of the change.
  expect([...told.values()]).toEqual(['partial', 'partial']);
});
