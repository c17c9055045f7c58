import type { Route } from '../../src/core/route/route.ts';
import type { FailureCode } from '../../src/core/stream/failure.ts';
import { between, pickOne } from '../../src/demo/house/seeded-random.ts';
import { readTestCertificates, OLD_TLS } from '../support/test-certificates.ts';
import { describeFaults, type FaultScenario } from './fault-suite.ts';
import { createFaultProxy } from './proxy.ts';
import { CREDENTIALS, failureWords, settleIn } from './stories.ts';
import type { World } from './world.ts';

type Certificates = ReturnType<typeof readTestCertificates>;

/** A certificate that is refused, and why. */
const BAD: readonly [BadCertificate, ...BadCertificate[]] = [
  [({ selfSigned }) => selfSigned, false, 'tls-untrusted'],
  [({ trusted }) => trusted, false, 'tls-untrusted'],
  [({ selfSignedExpired }) => selfSignedExpired, false, 'tls-expired'],
  [({ expired }) => expired, true, 'tls-expired'],
  [({ wrongHost }) => wrongHost, true, 'tls-wrong-host'],
  [({ trusted }) => ({ ...trusted, ...OLD_TLS }), true, 'tls-version'],
];

type BadCertificate = readonly [
  pick: (all: Certificates) => { key: string; cert: string },
  knowsAuthority: boolean,
  code: FailureCode,
];

/** The fingerprint that the failure shows; empty when there is none. */
function shownFingerprint(world: World): string {
  const state = world.state();
  return 'reason' in state ? (state.reason.certificate?.fingerprint ?? '') : '';
}

const certificates: FaultScenario = {
  id: 'N19',
  title: 'certificates: self-signed, expired, wrong host, TLS 1.0; pinned by a person; changed afterwards',
  expected:
    'refused with the reason and no request sent; a pinned certificate is accepted, another in its place stops the connection and shows both fingerprints',
  async run(world) {
    const all = readTestCertificates();
    const [pick, knowsAuthority, code] = pickOne(world.random, BAD);
    const place = await world.addPlace('home', {
      credential: pickOne(world.random, CREDENTIALS),
      tls: pick(all),
    });
    const { home } = place;
    home.live(between(world.random, 500, 5_000));
    const straight: Route = knowsAuthority ? { tls: { ca: all.ca } } : {};
    place.route = straight;
    await world.follow();
    await world.untilFailed(code, 10_000);
    await world.pass(between(world.random, 1_000, 900_000));
    world.expect(
      home.connections.every(({ request }) => request === null),
      'a request was sent',
    );
    if (code === 'tls-version' || code === 'tls-expired') return;
    if (code === 'tls-wrong-host') place.home.present(all.trusted);
    else place.route = { tls: { pin: shownFingerprint(world) } };
    world.ask();
    await world.untilLive(10_000);
    await world.pass(between(world.random, 1_000, 60_000));
    if (code === 'tls-wrong-host') return;
    await expectHardStop(world, all);
  },
};

/** Another certificate in place of the pinned one: stopped, both fingerprints told, nothing sent. */
async function expectHardStop(world: World, all: Certificates): Promise<void> {
  const { home, route } = world.home;
  const pinned = route.tls?.pin ?? '';
  const isSelfSigned = pinned !== '' && world.random() < 0.5;
  home.present(isSelfSigned ? all.selfSignedExpired : all.wrongHost);
  const before = home.connections.length;
  home.streams[0]?.breakOff('fin');
  await world.untilFailed('tls-changed', 10_000);
  world.expect(world.state().kind === 'stopped', 'not stopped');
  const state = world.state();
  const reason = 'reason' in state ? state.reason : null;
  const shown = reason?.certificate?.fingerprint ?? '';
  world.expect(reason?.pinned === pinned && /^[0-9a-f]{64}$/.test(shown), 'a fingerprint is missing');
  world.expect(shown !== pinned, 'both fingerprints are the same');
  await world.pass(3_600_000);
  const asked = home.connections.slice(before).filter(({ request }) => request !== null);
  world.expect(asked.length === 0, 'a request was sent to the stranger');
}

const LOGIN = { user: 'walker', password: 'made-up-word' };
const LOGIN_BASE64 = Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64');

const proxies: FaultScenario = {
  id: 'N20',
  title: 'a proxy: 407, 503, silent, dead, and a change of the system settings',
  expected: 'named, never bypassed, recovers',
  async run(world) {
    const place = await settleIn(world);
    const { home } = place;
    const proxy = await createFaultProxy(home.port, world.traffic, LOGIN_BASE64);
    const isSystem = world.random() < 0.5;
    world.resolver.route('proxy.local', 'home');
    place.names.add('proxy.local');
    place.secrets.push(LOGIN.password);
    const hop = { kind: 'http', host: 'proxy.local', port: proxy.port } as const;
    world.systemProxies = [hop];
    place.route = {
      proxy: isSystem ? { kind: 'system' } : { kind: 'url', url: `http://proxy.local:${String(proxy.port)}` },
    };
    await world.follow();
    await world.untilLive(10_000);
    await world.pass(between(world.random, 1_000, 90_000));
    const trouble = pickOne(world.random, ['wants-login', 'refuses', 'silent', 'dead'] as const);
    if (trouble === 'dead') world.resolver.route('proxy.local', 'nobody');
    else proxy.mood = trouble;
    proxy.cut();
    const code =
      trouble === 'wants-login' ? 'proxy-auth' : trouble === 'refuses' ? 'unavailable' : 'proxy-failed';
    await world.untilFailed(trouble === 'silent' ? 'timeout' : code, 40_000);
    const { cause } = failureWords(world);
    if (trouble === 'dead' || trouble === 'wants-login') {
      world.expect(cause.includes('proxy.local'), `does not name the proxy: "${cause}"`);
    }
    await world.pass(between(world.random, 1_000, 600_000));
    world.expect(!world.resolver.lookups.some(({ name }) => name === place.host), 'it went round the proxy');
    if (trouble === 'wants-login' && !isSystem) {
      place.route = { proxy: { kind: 'url', url: `http://proxy.local:${String(proxy.port)}`, login: LOGIN } };
      world.ask();
    } else if (isSystem && world.random() < 0.5) {
      world.systemProxies = [{ kind: 'direct' }];
      world.ask();
    } else {
      proxy.mood = 'good';
      world.resolver.route('proxy.local', 'home');
    }
    await world.untilLive(365_000);
    await world.pass(5_000);
    await proxy.close();
  },
};

describeFaults('a secure way, and a way round', [certificates, proxies]);
