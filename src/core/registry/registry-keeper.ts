import type { Clock } from '../clock.ts';
import type { HaEvent } from '../events/event.ts';
import { readField, readRecord, readText } from '../events/read-field.ts';
import { LIMITS } from '../limits.ts';
import { readRegistry, type SendToServer } from './read-registry.ts';
import { toRegistry, type Registry } from './registry.ts';
import type { RegistryDocument } from './registry-document.ts';

export interface RegistryKeeperOptions {
  readonly clock: Clock;
  send: SendToServer;
  /** Is filled, and kept as it is now. */
  readonly known: Map<string, Registry>;
  /** The registries from earlier runs, by server. */
  readonly earlier: ReadonlyMap<string, RegistryDocument>;
  /** The registries of a server have changed. */
  onChange(serverId: string, document: RegistryDocument): void;
}

/** Names, rooms and people of all servers, asked again when they change. */
export interface RegistryKeeper {
  /** The stream of a server is live. */
  connected(serverId: string): void;
  /** An event arrived, which may be about the registries. */
  note(serverId: string, event: HaEvent): void;
  /** Removes the servers that are not among these. */
  keepOnly(serverIds: ReadonlySet<string>): void;
  stop(): void;
}

/** The state of the requests to one server. */
interface Asking {
  readonly abort: AbortController;
  /** Monotonic ms of the last request; `null`: never. */
  askedAt: number | null;
  /** A request is planned. */
  isDue: boolean;
  /** The last answer. */
  told: string;
}

const REGISTRY_EVENTS: ReadonlySet<string> = new Set([
  'area_registry_updated',
  'floor_registry_updated',
  'label_registry_updated',
  'device_registry_updated',
  'entity_registry_updated',
]);

export function createRegistryKeeper({
  clock,
  send,
  known,
  earlier,
  onChange,
}: RegistryKeeperOptions): RegistryKeeper {
  for (const [id, document] of earlier) known.set(id, toRegistry(document));
  const asking = new Map<string, Asking>();

  function askingOf(serverId: string): Asking {
    const told = earlier.get(serverId);
    const found = asking.get(serverId) ?? {
      abort: new AbortController(),
      askedAt: null,
      isDue: false,
      told: told === undefined ? '' : JSON.stringify(told),
    };
    asking.set(serverId, found);
    return found;
  }

  function ask(serverId: string): void {
    const state = askingOf(serverId);
    if (state.isDue) return;
    state.isDue = true;
    const soonest = state.askedAt === null ? 0 : state.askedAt + LIMITS.registryIntervalMs;
    const delayMs = Math.max(LIMITS.registryDelayMs, soonest - clock.monotonic());
    const cancel = clock.after(delayMs, () => void read(serverId, state));
    state.abort.signal.addEventListener('abort', cancel, { once: true });
  }

  async function read(serverId: string, state: Asking): Promise<void> {
    const { signal } = state.abort;
    // This request may miss changes from now on.
    state.isDue = false;
    state.askedAt = clock.monotonic();
    const document = await readRegistry((request) => send(serverId, request), clock, signal);
    const told = JSON.stringify(document);
    if (document === null || signal.aborted || told === state.told) return;
    state.told = told;
    known.set(serverId, toRegistry(document));
    onChange(serverId, document);
  }

  function forget(serverId: string): void {
    asking.get(serverId)?.abort.abort();
    asking.delete(serverId);
    known.delete(serverId);
  }

  return {
    connected: ask,
    note(serverId, event) {
      if (REGISTRY_EVENTS.has(event.event_type) || isNewPerson(event)) ask(serverId);
    },
    keepOnly(serverIds) {
      for (const id of [...known.keys(), ...asking.keys()]) if (!serverIds.has(id)) forget(id);
    },
    stop() {
      for (const { abort } of asking.values()) abort.abort();
    },
  };
}

/** A person was added or removed, or has another name or user. Their place changes often and does not count. */
function isNewPerson({ event_type: type, data }: HaEvent): boolean {
  if (type !== 'state_changed' || !readText(data, 'entity_id').startsWith('person.')) return false;
  const [before, after] = ['old_state', 'new_state'].map((key) => {
    const { attributes } = readRecord(data, key);
    return attributes === undefined ? '' : nameAndUser(readRecord(readRecord(data, key), 'attributes'));
  });
  return before !== after;
}

function nameAndUser(attributes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([readField(attributes, 'friendly_name'), readField(attributes, 'user_id')]);
}
