import type { Clock } from '../../core/clock.ts';
import { runConnectionTest } from '../../core/stream/test-connection.ts';
import { TEST_STEPS } from '../../core/servers/test-step.ts';
import type { TestStep } from '../../core/servers/test-step.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import { originOf } from '../../core/servers/base-url.ts';
import type { Credential } from '../../core/servers/credential.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';
import type { Transport } from '../../core/stream/transport.ts';
import { describeFileProblem } from '../../core/stream/describe-route-failure.ts';
import type { SecretOwner } from '../secrets/secret-envelope.ts';
import { checkDraft } from './server-editing.ts';
import type { ServerRoutes } from './server-routes.ts';

export interface ConnectionTestPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly findServer: (serverId: string) => ServerProfile | null;
  readonly readSecret: (owner: SecretOwner) => Promise<Credential | null>;
  readonly readRoute: ServerRoutes['read'];
  readonly push: (steps: readonly TestStep[]) => void;
}

/** The connection test of the settings page: one at a time, a new one ends the old. */
export interface ConnectionTest {
  run(draft: ServerDraft): Promise<readonly TestStep[]>;
  cancel(): void;
}

export function createConnectionTest(ports: ConnectionTestPorts): ConnectionTest {
  let running = new AbortController();

  return {
    async run(draft) {
      running.abort();
      const mine = new AbortController();
      running = mine;
      const old = draft.id === undefined ? null : ports.findServer(draft.id);
      const checked = checkDraft(draft, old);
      if (!checked.ok) return failAtOnce(checked.field === 'secret' ? 'token' : 'reachable', checked.message);
      const { baseUrl } = checked;
      const owner = { serverId: draft.id ?? '', origin: originOf(baseUrl), kind: draft.credentialKind };
      const credential = checked.credential ?? (await ports.readSecret(owner));
      if (credential === null)
        return failAtOnce('token', "The stored secret can't be read now. Enter it again.");
      const way = await ports.readRoute({ id: owner.serverId, baseUrl }, checked.route);
      if (!way.ok) return failAtOnce('reachable', describeFileProblem(way.problem));
      return runConnectionTest({
        transport: ports.transport,
        clock: ports.clock,
        target: { baseUrl, credential, userAgent: ports.userAgent, route: way.route },
        server: { name: draft.name, baseUrl, credentialKind: draft.credentialKind },
        signal: mine.signal,
        onStep(steps) {
          if (!mine.signal.aborted) ports.push(steps);
        },
      });
    },
    cancel() {
      running.abort();
    },
  };
}

function failAtOnce(name: TestStep['name'], message: string): readonly TestStep[] {
  return TEST_STEPS.map((step) =>
    step === name
      ? { name: step, outcome: 'failed', message }
      : { name: step, outcome: 'skipped', message: 'Not asked, because an earlier answer was no.' },
  );
}
