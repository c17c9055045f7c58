import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readDesktopSession } from './desktop-session.ts';
import { endWithTests } from './owned-processes.ts';

const runFile = promisify(execFile);

/** An object on the session bus: a bus name such as `:1.13` or `org.freedesktop.Notifications`, and a path. */
export interface BusObject {
  readonly busName: string;
  readonly path: string;
}

const variantSchema = z.object({ type: z.string(), data: z.unknown() });
const signalSchema = z.object({
  type: z.string(),
  member: z.string().optional(),
  interface: z.string().optional(),
  sender: z.string().optional(),
  payload: variantSchema.optional(),
});

/** One message as `busctl monitor` prints it. */
export type BusMessage = z.infer<typeof signalSchema>;

function toBusctlArgs(...args: string[]): string[] {
  return [`--address=${readDesktopSession().busAddress}`, '--json=short', ...args];
}

/**
 * Calls a method and returns its results as JSON, each variant in them replaced by what it holds.
 *
 * @param signature D-Bus types of the arguments, such as `isvu`
 * @param args the arguments as busctl wants them: one word for each basic value, a variant as its type and its value
 * @throws with busctl's words when the call fails.
 */
export async function callBus(
  target: BusObject,
  interfaceName: string,
  method: string,
  signature = '',
  args: readonly string[] = [],
): Promise<unknown[]> {
  const words = toBusctlArgs('call', '--', target.busName, target.path, interfaceName, method);
  const { stdout } = await runFile('busctl', signature ? [...words, signature, ...args] : words, {
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout.trim() === '') return [];
  return z.array(z.unknown()).parse(openVariants(variantSchema.parse(JSON.parse(stdout)).data));
}

/** All properties that an object has on one interface. */
export async function readProperties(
  target: BusObject,
  interfaceName: string,
): Promise<Record<string, unknown>> {
  const [properties] = await callBus(target, 'org.freedesktop.DBus.Properties', 'GetAll', 's', [
    interfaceName,
  ]);
  return z.record(z.string(), z.unknown()).parse(properties);
}

/**
 * Watches the messages that match a D-Bus match rule.
 *
 * @param matchRule such as `interface='org.freedesktop.Notifications'`
 * @returns once the bus has confirmed the watch: the undo.
 */
export async function onBusMessage(
  matchRule: string,
  listen: (message: BusMessage) => void,
): Promise<() => void> {
  const words = toBusctlArgs('monitor', `--match=${matchRule}`);
  const monitor = endWithTests(spawn('busctl', words, { stdio: ['ignore', 'pipe', 'pipe'] }));
  createInterface({ input: monitor.stdout }).on('line', (line) => {
    if (line.startsWith('{')) listen(signalSchema.parse(JSON.parse(line)));
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: monitor.stderr }).on('line', (line) => {
      if (line.includes('Monitoring bus message stream')) resolve();
      else reject(new Error(line));
    });
    monitor.on('error', reject);
  });
  return () => {
    monitor.kill();
  };
}

/** Replaces every `{type, data}` that busctl prints for a variant by its data. */
export function openVariants(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(openVariants);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  if (keys.length === 2 && 'type' in value && 'data' in value) return openVariants(value.data);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, openVariants(item)]));
}
