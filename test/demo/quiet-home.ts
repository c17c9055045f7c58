import { afterEach } from 'vitest';
import { createDemoServer } from '../support/demo-server.ts';
import type { DemoServer, DemoServerOptions } from '../support/demo-server.ts';
import { openStream } from '../support/stream-reader.ts';

/** What a test has to end; done after it. */
export const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of undo.splice(0)) await close();
});

/** A home that says nothing by itself. */
export async function createQuietHome(options: DemoServerOptions = {}): Promise<DemoServer> {
  const home = await createDemoServer({ rate: 0, seed: 1, ...options });
  undo.push(() => home.close());
  return home;
}

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** The credential that a home takes. */
export function credentialOf(home: DemoServer): Record<string, string> {
  return bearer(home.token);
}

export async function openHomeStream(
  home: DemoServer,
  query = '',
  headers = credentialOf(home),
): ReturnType<typeof openStream> {
  const stream = await openStream(`${home.url}/api/stream${query}`, headers);
  undo.push(() => stream.close());
  return stream;
}
