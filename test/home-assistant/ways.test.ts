import { createHash, X509Certificate } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { describeConnection } from '../../src/core/stream/describe-state.ts';
import { readTestCertificates } from '../support/test-certificates.ts';
import { eventOfType, watch, type WatchedMonitor, type WatchOptions } from '../support/watched-monitor.ts';
import { describeHomeAssistant } from './describe-home-assistant.ts';
import { createBufferingProxy, createTlsWay } from './ways-to-home-assistant.ts';

// What people put between a client and Home Assistant.
await describeHomeAssistant('2024.3.3', (server) => {
  function open(options: Omit<WatchOptions, 'credential'>): WatchedMonitor {
    const watched = watch({ credential: server().credential, ...options });
    onTestFinished(() => watched.stop());
    return watched;
  }

  async function expectEvents(watched: WatchedMonitor, type: string): Promise<void> {
    await watched.untilState('live');
    await server().fire(type);
    await watched.until(type, eventOfType(type));
  }

  function wordsOf(watched: WatchedMonitor, baseUrl: string): string {
    const { sentence, next } = describeConnection(watched.monitor.state('home'), Date.now(), {
      name: 'Home',
      baseUrl,
      credentialKind: 'bearer',
    });
    return `${sentence} ${next}`;
  }

  it('names a proxy that buffers, and is not counted as a failed login', async () => {
    const baseUrl = await createBufferingProxy(server().url, 4_096);
    const watched = open({ baseUrl });
    const { reason } = await watched.untilState('waiting', 20_000);
    expect(reason.code).toBe('buffered');
    expect(wordsOf(watched, baseUrl)).toMatch(/proxy.*buffer/is);
    expect(watched.monitor.counts().gaps).toBe(0);
    expect(server().requestsSeen().failedLogins).toBe(0);
  }, 40_000);

  it('sends no secret to a certificate that nobody vouches for, and says which it is', async () => {
    const { selfSigned } = readTestCertificates();
    const before = server().requestsSeen();
    const { url } = await createTlsWay(server().url, selfSigned);
    const watched = open({ baseUrl: url });
    const { reason } = await watched.untilState('waiting');
    expect(reason).toMatchObject({
      code: 'tls-untrusted',
      certificate: { fingerprint: fingerprintOf(selfSigned.cert), selfSigned: true },
    });
    expect(server().requestsSeen()).toEqual(before);
  });

  it('is live behind a pinned certificate, and stops for good when it becomes another', async () => {
    const { selfSigned, trusted } = readTestCertificates();
    const way = await createTlsWay(server().url, selfSigned);
    const watched = open({ baseUrl: way.url, route: { tls: { pin: fingerprintOf(selfSigned.cert) } } });
    await expectEvents(watched, 'porch_pinned');
    const streams = (): number =>
      server()
        .requestsSeen()
        .served.filter((path) => path === '/api/stream').length;
    const before = streams();
    way.renew(trusted);
    const { reason } = await watched.untilState('stopped', 20_000);
    expect(reason).toMatchObject({
      code: 'tls-changed',
      pinned: fingerprintOf(selfSigned.cert),
      certificate: { fingerprint: fingerprintOf(trusted.cert) },
    });
    expect(streams()).toBe(before);
  });

  it('is live behind a certificate of an authority of its own', async () => {
    const { ca, trusted } = readTestCertificates();
    const { url } = await createTlsWay(server().url, trusted);
    await expectEvents(open({ baseUrl: url, route: { tls: { ca } } }), 'porch_authority');
  });
});

/** SHA-256 of a certificate's DER, as lower-case hexadecimal digits. */
function fingerprintOf(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}
