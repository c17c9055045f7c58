import { readRecord, readText } from '../events/read-field.ts';
import { LIMITS } from '../limits.ts';
import type { Target } from './request.ts';
import type { RestPorts } from './rest.ts';
import { getList } from './rest-list.ts';

/** A large home has some hundred domains with ten actions each. */
const MAX_ACTIONS = 5_000;

/**
 * The actions that a server has, as `light.turn_on`, those before an answer broke off; empty where it has no usable answer.
 * https://developers.home-assistant.io/docs/api/rest (`GET /api/services`)
 */
export async function askActions(
  ports: RestPorts,
  target: Target,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const actions: string[] = [];
  await getList(ports, target, {
    path: '/api/services',
    shape: 'list',
    maxBytes: LIMITS.maxStatesBytes,
    signal,
    onElement(element) {
      const domain = readText(element, 'domain');
      for (const name of Object.keys(readRecord(element, 'services'))) {
        const action = `${domain}.${name}`;
        const isOne = /^[a-z0-9_]{1,64}\.[a-z0-9_]{1,64}$/.test(action);
        if (isOne && actions.length < MAX_ACTIONS) actions.push(action);
      }
    },
  });
  return actions;
}
