import type { TlsOptions } from 'node:tls';
import { createLoopbackServer } from './loopback-server.ts';
import type { LoopbackRequest } from './loopback-server.ts';
import { CONTENT_SCENARIOS } from './scenarios/content.ts';
import { NETWORK_SCENARIOS } from './scenarios/network.ts';
import type { Scenario, Scenarios } from './scenarios/scenario.ts';
import { STREAM_SCENARIOS } from './scenarios/stream.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';

/** Every kind of trouble by its name in the path. */
export const SCENARIOS: Scenarios = { ...NETWORK_SCENARIOS, ...STREAM_SCENARIOS, ...CONTENT_SCENARIOS };

/** A server whose paths are scenarios: `baseUrl('status', '502')` is a Home Assistant that answers 502. */
export interface ScenarioServer {
  readonly origin: string;
  /** Throws for a name that is no scenario, so that a typing mistake can't pass a test. */
  baseUrl(scenario: string, argument?: string): string;
  /** Requests for one base URL, oldest first; all without one. */
  requests(baseUrl?: string): readonly LoopbackRequest[];
  /** Requests to the other origin that redirects point to. There must be none. */
  readonly trapRequests: readonly LoopbackRequest[];
  readonly openSockets: number;
  close(): Promise<void>;
}

export async function createScenarioServer(tls?: TlsOptions): Promise<ScenarioServer> {
  const trap = await createLoopbackServer(() => SCENARIOS['healthy']?.answer(NO_VISIT) ?? {});
  const counts = new Map<string, number>();

  function answer({ path }: LoopbackRequest): ScriptedAnswer {
    const [basePath = '', name = '', argument = ''] =
      /^\/([^/?]+)(?:\/((?!api\/)[^/?]*))?(?=\/api\/)/.exec(path) ?? [];
    const scenario = SCENARIOS[name];
    const rest = path.slice(basePath.length).split('?', 1)[0] ?? '';
    if (!scenario) return { status: 404, body: ['404: Not Found'] };
    if (!isScripted(scenario, rest)) return answerAsGoodHome(rest);
    const count = (counts.get(basePath + rest) ?? 0) + 1;
    counts.set(basePath + rest, count);
    return scenario.answer({
      argument: decodeURIComponent(argument),
      count,
      origin: server.origin,
      basePath,
      trapOrigin: trap.origin,
    });
  }

  const server = await createLoopbackServer(answer, tls);

  return {
    origin: server.origin,
    baseUrl(scenario, argument) {
      if (!SCENARIOS[scenario]) throw new Error(`There is no scenario "${scenario}".`);
      return `${server.origin}/${scenario}${argument === undefined ? '' : `/${encodeURIComponent(argument)}`}`;
    },
    requests: (baseUrl = server.origin) =>
      server.requests.filter(({ path }) => `${server.origin}${path}`.startsWith(`${baseUrl}/`)),
    trapRequests: trap.requests,
    get openSockets() {
      return server.openSockets;
    },
    async close() {
      await Promise.all([server.close(), trap.close()]);
    },
  };
}

const NO_VISIT = { argument: '', count: 1, origin: '', basePath: '', trapOrigin: '' };

const isScripted = (scenario: Scenario, path: string): boolean =>
  scenario.isEverywhere === true || path === '/api/stream';

function answerAsGoodHome(path: string): ScriptedAnswer {
  const json = (value: unknown): ScriptedAnswer => ({
    headers: { 'Content-Type': 'application/json' },
    body: [JSON.stringify(value)],
  });
  if (path === '/api/') return json({ message: 'API running.' });
  if (path === '/api/config') return json({ version: '2024.3.3', location_name: 'Scenario' });
  return { status: 404, headers: { 'Content-Type': 'text/plain' }, body: ['404: Not Found'] };
}
