import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { readRegistry } from '../../../src/core/registry/read-registry.ts';
import type { RegistryDocument } from '../../../src/core/registry/registry-document.ts';
import type { PostAnswer, PostRequest } from '../../../src/core/stream/rest.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { homeOf } from './registry-builders.ts';

/** Which entities a request asks for. */
function sliceOf({ path, body }: PostRequest): readonly [number, number] {
  expect(path).toBe('/api/template');
  const { template } = JSON.parse(body) as { template: string };
  const [, from, to] = /all\[(\d+):(\d+)\]/.exec(template) ?? [];
  return [Number(from), Number(to)];
}

/** A server that answers as Home Assistant does. */
function serverOf(home: RegistryDocument, maxPage = Number.POSITIVE_INFINITY) {
  const asked: (readonly [number, number])[] = [];
  const ask = (request: PostRequest): Promise<PostAnswer> => {
    const [from, to] = sliceOf(request);
    asked.push([from, to]);
    return Promise.resolve(
      to - from > maxPage
        ? { kind: 'failed', failure: { code: 'bad-request', status: 400 } }
        : { kind: 'done', body: { ...home, entities: home.entities.slice(from, to) } },
    );
  };
  return { asked, ask };
}

const read = (ask: (request: PostRequest) => Promise<PostAnswer>) =>
  readRegistry(ask, createVirtualClock(), new AbortController().signal);

describe('readRegistry', () => {
  it('reads a home of 5,000 entities in five questions', async () => {
    const { asked, ask } = serverOf(homeOf(5_000));
    expect(await read(ask)).toEqual(homeOf(5_000));
    expect(asked).toHaveLength(5);
  });

  it('asks for less where the names are too long for one answer', async () => {
    const { ask } = serverOf(homeOf(1_200), 300);
    expect(await read(ask)).toEqual(homeOf(1_200));
  });

  it('says how many there are beyond those that it asks for', async () => {
    const document = await read(serverOf(homeOf(31_000)).ask);
    expect(document?.entities).toHaveLength(LIMITS.maxRegistryRequests * LIMITS.registryPage);
    expect(document?.total).toBe(31_000);
  });

  it('asks a server that knows no such template twice, and no more', async () => {
    const { asked, ask } = serverOf(homeOf(10), 0);
    expect(await read(ask)).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it.each<PostAnswer>([
    { kind: 'not-live' },
    { kind: 'failed', failure: { code: 'unauthorized', status: 401 } },
    { kind: 'done', body: 'Error' },
    { kind: 'done', body: { ...homeOf(1), entities: [['x'.repeat(256), '', '', '', '', []]] } },
  ])('gives up after one request: %j', async (answer) => {
    let requests = 0;
    const ask = (): Promise<PostAnswer> => {
      requests += 1;
      return Promise.resolve(answer);
    };
    expect(await read(ask)).toBeNull();
    expect(requests).toBe(1);
  });

  it('waits for its turn', async () => {
    const clock = createVirtualClock();
    const { ask } = serverOf(homeOf(3));
    const answers: PostAnswer[] = [{ kind: 'too-many', waitMs: 20_000 }];
    const reading = readRegistry(
      (request) => Promise.resolve(answers.shift() ?? ask(request)),
      clock,
      new AbortController().signal,
    );
    await clock.advance(20_000);
    expect(await reading).toEqual(homeOf(3));
  });

  it('makes names fit for one line', async () => {
    const body = { ...homeOf(1), entities: [['sensor.a', 'Kit\u202echen\n', '', '', '', []]] };
    const document = await read(() => Promise.resolve({ kind: 'done', body }));
    expect(document?.entities[0]?.[1]).toBe('Kitchen');
  });
});
