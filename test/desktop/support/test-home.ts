import { report, type Scenario } from '../../../src/demo/house/scenario.ts';
import { createDemoServer, type DemoServer, type DemoServerOptions } from '../../support/demo-server.ts';

/** A pretend home in which nothing happens but what a test does, whose bus can be spoken to as by its owner. */
export interface TestHome extends DemoServer {
  /** Fires an event through the REST API. */
  post(eventType: string, data?: Readonly<Record<string, unknown>>): Promise<void>;
  /** A thing of the demo home reports a state by itself, and keeps it. */
  report(entityId: string, state: string, attributes?: Readonly<Record<string, unknown>>): void;
  /** Something happens in the demo home. */
  play(scenario: Scenario): void;
  /** A door sensor goes from `off` to `on`, through the REST API. */
  openDoor(entityId: string, friendlyName: string): Promise<void>;
}

export async function createTestHome(options: DemoServerOptions = {}): Promise<TestHome> {
  const server = await createDemoServer({ rate: 0, ...options });

  async function post(eventType: string, data: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const answer = await fetch(`${server.url}/api/events/${eventType}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}` },
      body: JSON.stringify(data),
    });
    if (!answer.ok) throw new Error(`The pretend home answered ${String(answer.status)}.`);
  }

  function openDoor(entityId: string, friendlyName: string): Promise<void> {
    const toState = (state: string): object => ({
      entity_id: entityId,
      state,
      attributes: { friendly_name: friendlyName, device_class: 'door' },
    });
    return post('state_changed', {
      entity_id: entityId,
      old_state: toState('off'),
      new_state: toState('on'),
    });
  }

  function play(scenario: Scenario): void {
    server.parts.hub.send(server.parts.house.play(scenario));
  }

  return Object.assign(server, {
    post,
    openDoor,
    play,
    report(...what: Parameters<TestHome['report']>) {
      play((stage) => report(stage, ...what));
    },
  });
}
