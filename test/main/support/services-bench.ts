import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import type { SignInProgress } from '../../../src/core/ipc/overview.ts';
import type { TestStep } from '../../../src/core/servers/test-step.ts';
import type { Transport } from '../../../src/core/stream/transport.ts';
import { createServices } from '../../../src/main/app/services.ts';
import type { Services } from '../../../src/main/app/services.ts';
import { openLogFile } from '../../../src/main/app/log-file.ts';
import { createDemoHome } from '../../../src/main/app/demo-home.ts';
import type { Surroundings } from '../../../src/main/discovery/surroundings.ts';
import { createNotices } from '../../../src/main/app/notices.ts';
import { openSettingsFile } from '../../../src/main/settings/settings-file.ts';
import { createHttpTransport } from '../../../src/node/http-transport.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { createInertHistory, type InertHistory } from '../../support/inert-history.ts';
import { createConf } from './settings-bench.ts';

const DEADLINE_MS = 10_000;

/** Waits for something that a real network does. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!holds()) {
    if (performance.now() - startedAt > DEADLINE_MS) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** Nobody announces themselves. */
const NO_NETWORK: Surroundings = {
  network: () => '',
  sees: () => Promise.resolve(false),
  lookAround: () => Promise.resolve([]),
};

export interface Bench {
  readonly services: Services;
  readonly history: InertHistory;
  readonly toasts: { title: string; body: string; seq: number | null }[];
  readonly steps: (readonly TestStep[])[];
  /** What sign-ins have said. */
  readonly progress: SignInProgress[];
  /** Addresses that the browser was opened with. */
  readonly opened: string[];
}

export interface BenchOptions {
  readonly transport?: Transport;
  readonly clock?: Clock;
  readonly around?: Surroundings;
  /** Without it every browser opens. */
  readonly openBrowser?: () => Promise<void>;
  /** The port that a sign-in prefers, `null` for the app's own. Without it, any that is free: others may have the app's own. */
  readonly signInPort?: number | null;
  /** Where the history says that it is. */
  readonly place?: 'disk' | 'memory';
}

/** The whole app without a screen, with the network of this machine and a folder for its data. */
export function startBench(
  folder: string,
  {
    transport = createHttpTransport(),
    clock = systemClock,
    place = 'memory',
    around = NO_NETWORK,
    openBrowser = () => Promise.resolve(),
    signInPort = 0,
  }: BenchOptions = {},
): Bench {
  const toasts: Bench['toasts'] = [];
  const steps: Bench['steps'] = [];
  const opened: string[] = [];
  const progress: SignInProgress[] = [];
  const notices = createNotices();
  const settings = openSettingsFile({ folder, clock, notices, createStore: createConf });
  const history = createInertHistory(place);
  const services = createServices({
    clock,
    random: Math.random,
    transport,
    around,
    userAgent: 'Porchlight/test',
    platform: 'linux',
    folder,
    notices,
    settings,
    history,
    registries: new Map(),
    lastSeq: 0,
    earlierAlerts: [],
    keyring: {
      probe: () => Promise.resolve({ available: true, backend: 'fake', label: 'Fake' }),
      encrypt: (text) => Promise.resolve(Buffer.from(`v11${text}`).map((byte) => byte ^ 1)),
      decrypt: (cipher) =>
        Promise.resolve(
          Buffer.from(cipher.map((byte) => byte ^ 1))
            .toString()
            .slice(3),
        ),
    },
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
    demo: createDemoHome(20),
    log: openLogFile(join(folder, 'porchlight.log'), clock),
    signals: new EventEmitter(),
    onTestSteps: (list) => steps.push(list),
    desk: {
      openBrowser: (url) => {
        opened.push(url);
        return openBrowser();
      },
      ...(signInPort === null ? {} : { signInPort }),
      comeForward: () => undefined,
      pushSignIn: (step) => {
        progress.push(step);
      },
    },
  });
  onTestFinished(() => services.stop());
  services.start();
  return { services, history, toasts, steps, opened, progress };
}
