import { expect, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import type { SignInAnswer } from '../../../src/core/ipc/overview.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import type { ServerDraft } from '../../../src/core/servers/server-draft.ts';
import { SIGN_IN_MS } from '../../../src/main/servers/sign-in.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { createSignInHome, type SignInHome, type SignInHomeOptions } from '../../support/sign-in-home.ts';
import { visit } from '../../support/visit.ts';
import { startBench, until, type Bench, type BenchOptions } from './services-bench.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

export const DRAFT: Omit<ServerDraft, 'url'> = {
  name: 'Home',
  colour: 'blue',
  credentialKind: 'sign-in',
  restrict: [],
  enabled: true,
};

/** Timers that a test lets end, on clocks that it can put forward. */
function createHeldClock(): Clock & { end(delayMs: number): void; skip(ms: number): void } {
  const held = new Set<{ delayMs: number; fn: () => void }>();
  let skippedMs = 0;
  const hold = (delayMs: number, fn: () => void): (() => void) => {
    const timer = { delayMs, fn };
    held.add(timer);
    return () => held.delete(timer);
  };
  return {
    now: () => systemClock.now() + skippedMs,
    monotonic: () => systemClock.monotonic() + skippedMs,
    after: (delayMs, fn) => (delayMs === SIGN_IN_MS ? hold(delayMs, fn) : systemClock.after(delayMs, fn)),
    every: (delayMs, fn) =>
      delayMs === LIMITS.renewSignInMs ? hold(delayMs, fn) : systemClock.every(delayMs, fn),
    skip(ms) {
      skippedMs += ms;
    },
    end(delayMs) {
      for (const timer of held) if (timer.delayMs === delayMs) timer.fn();
    },
  };
}

export interface SignInBench extends Bench {
  readonly home: SignInHome;
  readonly folder: string;
  readonly clock: ReturnType<typeof createHeldClock>;
}

export async function start(
  options: SignInHomeOptions = {},
  desk: Pick<BenchOptions, 'openBrowser' | 'signInPort'> = {},
): Promise<SignInBench> {
  const home = await createSignInHome(options);
  onTestFinished(() => home.close());
  const folder = createTemporaryFolder();
  const clock = createHeldClock();
  return { home, folder, clock, ...startBench(folder, { clock, ...desk }) };
}

/** Begins a sign-in and waits until the browser is open. */
export async function begin(
  bench: SignInBench,
  rest: Partial<ServerDraft> = {},
): Promise<{ url: string; answer: Promise<SignInAnswer> }> {
  const before = bench.opened.length;
  const answer = bench.services.signIn.run({ ...DRAFT, url: bench.home.url, ...rest });
  await until('the browser', () => bench.opened.length > before);
  return { url: bench.opened.at(-1) ?? '', answer };
}

export async function signIn(bench: SignInBench, rest: Partial<ServerDraft> = {}): Promise<string> {
  const { url, answer } = await begin(bench, rest);
  const page = await visit(await bench.home.login(url));
  expect(page.text).toContain('You are signed in');
  const result = await answer;
  if (!result.ok) throw new Error(result.message);
  await until('the stream', () => bench.services.monitor.state(result.id).kind === 'live');
  return result.id;
}

/** What the browser that was opened last knows this computer by. */
export function clientIdOf({ opened }: SignInBench): string {
  return new URL(opened.at(-1) ?? '').searchParams.get('client_id') ?? '';
}

export function tokenRequests({ home }: SignInBench): readonly string[] {
  return home.requests
    .filter(({ path }) => path === '/auth/token')
    .map(({ form }) => form['grant_type'] ?? '');
}
