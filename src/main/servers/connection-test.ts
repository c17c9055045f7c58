import type { Clock } from '../../core/clock.ts';
import { describeFailure } from '../../core/stream/describe-failure.ts';
import { runConnectionTest } from '../../core/stream/test-connection.ts';
import { NOT_ASKED, toTestSteps, type TestStep } from '../../core/servers/test-step.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import type { Transport } from '../../core/stream/transport.ts';
import { describeFileProblem } from '../../core/stream/describe-route-failure.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { checkDraft } from './server-editing.ts';
import type { ServerCredentials } from './server-credentials.ts';
import type { ServerRoutes } from './server-routes.ts';

export interface ConnectionTestPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly settings: Pick<SettingsFile, 'current'>;
  readonly credentials: Pick<ServerCredentials, 'read'>;
  readonly routes: Pick<ServerRoutes, 'read'>;
  readonly push: (steps: readonly TestStep[]) => void;
}

/** The connection test of the settings page: one at a time; a new one cancels the old. */
export function createConnectionTest(ports: ConnectionTestPorts) {
  let running = new AbortController();

  return {
    async run(draft: ServerDraft): Promise<readonly TestStep[]> {
      running.abort();
      const mine = new AbortController();
      running = mine;
      const old = ports.settings.current().servers.find(({ id }) => id === draft.id);
      const checked = checkDraft(draft, old ?? null);
      if (!checked.ok) return failAtOnce(checked.field === 'secret' ? 'token' : 'reachable', checked.message);
      const { baseUrl } = checked;
      const server = { id: draft.id ?? '', baseUrl, credentialKind: draft.credentialKind };
      const named = { ...server, name: draft.name };
      // The stored secret of the address as it is stored.
      const typed = checked.credential?.kind === 'sign-in' ? null : checked.credential;
      const credential = typed ?? (old === undefined ? null : await ports.credentials.read(old, {}));
      if (credential === null)
        return failAtOnce('token', "The stored secret can't be read now. Enter it again.");
      if (credential.kind === 'failed') {
        const { cause, next } = describeFailure(credential.failure, named);
        return failAtOnce(
          credential.failure.code === 'signed-out' ? 'token' : 'reachable',
          `${cause} ${next}`,
        );
      }
      const way = await ports.routes.read(server, checked.route);
      if (!way.ok) return failAtOnce('reachable', describeFileProblem(way.problem));
      return runConnectionTest({
        transport: ports.transport,
        clock: ports.clock,
        target: { baseUrl, credential, userAgent: ports.userAgent, route: way.route },
        server: named,
        signal: mine.signal,
        onStep(steps) {
          if (!mine.signal.aborted) ports.push(steps);
        },
      });
    },
    cancel(): void {
      running.abort();
    },
  };
}

function failAtOnce(name: TestStep['name'], message: string): readonly TestStep[] {
  return toTestSteps({ [name]: { outcome: 'failed', message } }, NOT_ASKED);
}
