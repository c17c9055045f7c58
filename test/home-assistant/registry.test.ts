import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRegistry } from '../../src/core/registry/read-registry.ts';
import type { RegistryDocument } from '../../src/core/registry/registry-document.ts';
import { askJson } from '../../src/core/stream/rest.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock as clock } from '../../src/node/system-clock.ts';
import { describeHomeAssistant } from './describe-home-assistant.ts';
import type { RunningHomeAssistant } from './start-home-assistant.ts';

async function read({ url, credential }: RunningHomeAssistant): Promise<RegistryDocument | null> {
  const { signal } = new AbortController();
  const target = { baseUrl: url, credential, userAgent: 'Porchlight/test' };
  const ports = { transport: createHttpTransport(), clock };
  return readRegistry(
    async (request) => {
      const answer = await askJson(ports, target, { method: 'POST', ...request, signal });
      return answer.ok ? { kind: 'done', body: answer.body } : { kind: 'failed', failure: answer.failure };
    },
    clock,
    signal,
  );
}

await describeHomeAssistant('0.27.2', (server) => {
  it('says nothing of names, and that is no error', async () => {
    expect(await read(server())).toBeNull();
  });
});

await describeHomeAssistant('0.100.3', (server) => {
  it('tells the names of things, without rooms', async () => {
    const document = await read(server());
    expect(document?.entities).toContainEqual(['input_boolean.lamp', 'Lamp', '', '', '', [], '']);
    expect(document).toMatchObject({ areas: [], floors: [], labels: [], devices: [], persons: [] });
  });
});

await describeHomeAssistant('2024.3.3', (server) => {
  it('tells the names of things and their rooms', async () => {
    await server().stop();
    const folder = join(server().configFolder, '.storage');
    await mkdir(folder, { recursive: true });
    const store = (name: string, data: object): Promise<void> =>
      writeFile(join(folder, name), JSON.stringify({ version: 1, minor_version: 1, key: name, data }));
    await store('core.area_registry', { areas: [{ id: 'kitchen', name: 'Küche "unten"' }] });
    await store('core.entity_registry', {
      entities: [
        {
          entity_id: 'input_boolean.lamp',
          unique_id: 'lamp',
          platform: 'input_boolean',
          area_id: 'kitchen',
          name: 'Lampe',
        },
      ],
    });
    await server().start();
    await server().setState('person.zoe', 'home', { friendly_name: 'Zoë', user_id: 'abc' });
    await server().setState('binary_sensor.door', 'on', { device_class: 'door' });
    const document = await read(server());
    expect(document?.entities).toContainEqual(['input_boolean.lamp', 'Lampe', '', 'kitchen', '', [], '']);
    expect(document?.entities).toContainEqual(['binary_sensor.door', 'door', 'door', '', '', [], '']);
    expect(document?.areas).toEqual([['kitchen', 'Küche "unten"', '', []]]);
    expect(document?.persons).toEqual([['person.zoe', 'Zoë', 'abc']]);
    expect(server().log()).not.toMatch(/WARNING.*emplate/);
  });
});
