import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { ruleOf } from '../../support/rule-builders.ts';
import { startBench, until } from '../support/services-bench.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const SECRET_PATH = 'topic-that-works-like-a-key';
const TOKEN = 'tk_that_works_like_a_key';
const MESSAGE = {
  title: 'Door opened',
  body: 'Doors',
  level: 'normal',
  rule: 'Doors',
  entity: null,
  server: null,
  at: 0,
} as const;

async function createTarget(status = 200) {
  const got: string[] = [];
  let answer = status;
  const server = createServer((request, response) => {
    request.resume();
    got.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    response.writeHead(answer).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return {
    got,
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    answer(next: number) {
      answer = next;
    },
  };
}

function readAll(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

it('keeps an address sealed, uses it after a restart, and takes it along when it is deleted', async () => {
  const folder = createTemporaryFolder();
  const { got, origin } = await createTarget();
  const { services } = startBench(folder);
  const url = `${origin}/${SECRET_PATH}`;
  const draft = { name: ' My phone ', kind: 'ntfy', url, token: TOKEN } as const;
  expect(await services.destinations.saveDestination(draft)).toBeNull();
  const [phone] = services.settings.current().destinations;
  expect(phone).toMatchObject({ name: 'My phone', kind: 'ntfy' });
  const id = phone?.id ?? '';
  expect(readAll(folder)).not.toContain(SECRET_PATH);
  expect(readAll(folder)).not.toContain(TOKEN);
  await services.stop();

  const again = startBench(folder).services;
  expect(await again.destinations.testDestination(id)).toBeNull();
  expect(got).toEqual([`/ Bearer ${TOKEN}`]);
  // Another name leaves the address as it is.
  expect(await again.destinations.saveDestination({ id, name: 'Phone', kind: 'ntfy' })).toBeNull();
  again.destinations.send(id, MESSAGE);
  await until('the message', () => got.length === 2);
  // And so does another token.
  const renewed = { id, name: 'Phone', kind: 'ntfy', token: 'tk_new' } as const;
  expect(await again.destinations.saveDestination(renewed)).toBeNull();
  expect(await again.destinations.testDestination(id)).toBeNull();
  expect(got.slice(1)).toEqual([`/ Bearer ${TOKEN}`, '/ Bearer tk_new']);

  const rules = [ruleOf('a', { sendTo: [id, 'other'] }), ruleOf('b', { sendTo: [id] }), ruleOf('c')];
  const settings = again.settings.current();
  again.settings.save({ ...settings, notifications: { ...settings.notifications, rules } });
  again.destinations.removeDestination(id);
  const after = again.settings.current();
  expect(after.destinations).toEqual([]);
  expect(after.notifications.rules.map(({ sendTo }) => sendTo)).toEqual([['other'], undefined, undefined]);
  expect(readFileSync(join(folder, 'credentials.json'), 'utf8')).not.toContain(id);
  again.destinations.send(id, MESSAGE);
  expect(await again.destinations.testDestination(id)).not.toBeNull();
  expect(got).toHaveLength(3);
});

it('does not send to an address of one kind as the other', async () => {
  const folder = createTemporaryFolder();
  const { got, origin } = await createTarget();
  const { services } = startBench(folder);
  await services.destinations.saveDestination({ name: 'Hook', kind: 'webhook', url: `${origin}/hook` });
  const settings = services.settings.current();
  const [hook] = settings.destinations;
  services.settings.save({
    ...settings,
    destinations: settings.destinations.map((each) => ({ ...each, kind: 'ntfy' as const })),
  });
  expect(await services.destinations.testDestination(hook?.id ?? '')).toContain("can't be read");
  expect(got).toEqual([]);
  // A person who changes the kind enters the address again.
  const draft = { id: hook?.id ?? '', name: 'Hook' } as const;
  expect(await services.destinations.saveDestination({ ...draft, kind: 'webhook' })).toContain('address');
});

it('says once that something was not sent, and stops saying it when it works again', async () => {
  const folder = createTemporaryFolder();
  const target = await createTarget(404);
  const { services } = startBench(folder);
  const url = `${target.origin}/${SECRET_PATH}`;
  await services.destinations.saveDestination({ name: 'Phone', kind: 'ntfy', url });
  const id = services.settings.current().destinations[0]?.id ?? '';
  const notices = () => services.notices.list().map(({ text }) => text);
  services.destinations.send(id, MESSAGE);
  await until('the notice', () => notices().length > 0);
  expect(notices()).toEqual([
    'There is nothing at the address of "Phone" (404). Check it in Settings. "Door opened" was not sent there.',
  ]);
  const [notice] = services.notices.list();
  services.notices.clear(notice?.id ?? '');
  services.destinations.send(id, { ...MESSAGE, title: 'Second' });
  await until('the second try', () => target.got.length === 2);
  expect(await services.destinations.testDestination(id)).toContain('404');
  expect(notices()).toEqual([]);
  target.answer(200);
  services.destinations.send(id, MESSAGE);
  await until('the delivery', () => target.got.length === 4);
  target.answer(500);
  expect(await services.destinations.testDestination(id)).toContain('error (500)');
  expect(readAll(folder)).not.toContain(SECRET_PATH);
});

it('refuses what has no name or no address, and more than twenty', async () => {
  const { services } = startBench(createTemporaryFolder());
  const { saveDestination } = services.destinations;
  expect(await saveDestination({ name: ' ', kind: 'ntfy', url: 'https://ntfy.sh/a' })).toContain('name');
  expect(await saveDestination({ name: 'a', kind: 'ntfy' })).toContain('address');
  expect(await saveDestination({ id: 'gone', name: 'a', kind: 'ntfy' })).toContain('removed');
  for (let count = 0; count < 20; count++)
    expect(await saveDestination({ name: 'a', kind: 'ntfy', url: 'https://ntfy.sh/a' })).toBeNull();
  expect(await saveDestination({ name: 'a', kind: 'ntfy', url: 'https://ntfy.sh/a' })).toContain('20');
});
