import type { AlertMessage } from '../../core/outside/alert-message.ts';
import {
  addressSchema,
  MAX_DESTINATIONS,
  type Address,
  type Destination,
  type DestinationDraft,
} from '../../core/outside/destination.ts';
import { createOutbox, type OutboxPorts } from '../../core/outside/outbox.ts';
import { parseAddress } from '../../core/outside/parse-address.ts';
import { describeTrouble, describeUndelivered } from '../../core/outside/trouble.ts';
import { withoutDestination } from '../../core/settings/settings.ts';
import type { Notices } from '../app/notices.ts';
import type { SecretOwner } from '../secrets/secret-envelope.ts';
import type { Vault } from '../secrets/vault.ts';
import type { SettingsFile } from '../settings/settings-file.ts';

export interface DestinationsPorts extends Pick<OutboxPorts, 'clock' | 'random' | 'transport' | 'userAgent'> {
  readonly settings: Pick<SettingsFile, 'current' | 'save'>;
  readonly vault: Pick<Vault, 'readExtra' | 'storeExtra' | 'forgetExtra' | 'place'>;
  readonly notices: Pick<Notices, 'set' | 'clear'>;
  /** A new id, never used before. */
  readonly createId: () => string;
}

/** The address of a destination works for its kind only: an edited settings file can't turn one into the other. */
export function addressOwner({ id, kind }: Pick<Destination, 'id' | 'kind'>): SecretOwner<'destination'> {
  return { serverId: id, origin: kind, kind: 'destination' };
}

/** Destinations of alerts: what a person changes of them, and what is sent there. */
export function createDestinations(ports: DestinationsPorts) {
  const { settings, vault, notices } = ports;
  /** Those of which it was said that something was lost. */
  const failing = new Set<string>();

  async function readAddress(destination: Destination): Promise<Address | null> {
    const text = await vault.readExtra(addressOwner(destination));
    if (text === null) return null;
    const parsed = addressSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  }

  function noticeOf(id: string): string {
    return `destination-${id}`.slice(0, 64);
  }

  function works(id: string): void {
    if (failing.delete(id)) notices.clear(noticeOf(id));
  }

  const outbox = createOutbox({
    ...ports,
    readAddress,
    onLost({ id, name }, { title }, trouble) {
      if (failing.has(id)) return;
      failing.add(id);
      const text = describeUndelivered(name, trouble, title);
      notices.set({ id: noticeOf(id), tone: 'warning', text });
    },
    onDelivered: ({ id }) => {
      works(id);
    },
  });

  function find(id: string): Destination | undefined {
    return settings.current().destinations.find((each) => each.id === id);
  }

  return {
    /** Sends an alert to where a rule says. One that was removed gets nothing. */
    send(id: string, message: AlertMessage): void {
      const destination = find(id);
      if (destination !== undefined) outbox.send(destination, message);
    },
    async saveDestination({ id, name, kind, url, token }: DestinationDraft): Promise<string | null> {
      const { destinations } = settings.current();
      const old = id === undefined ? undefined : find(id);
      if (id !== undefined && old === undefined) return 'It was removed meanwhile. Add it again.';
      if (old === undefined && destinations.length >= MAX_DESTINATIONS)
        return `There are ${String(MAX_DESTINATIONS)} already. Delete one first.`;
      if (name.trim() === '') return 'Give it a name, such as "My phone".';
      const next: Destination = { id: old?.id ?? ports.createId(), name: name.trim(), kind };
      const isSame = url === undefined && old?.kind === kind;
      if (!isSame || (token ?? '').trim() !== '') {
        const stored = isSame ? await readAddress(next) : null;
        const parsed = parseAddress(kind, url ?? stored?.url ?? '', token);
        if (!parsed.ok) return parsed.message;
        await vault.storeExtra(addressOwner(next), JSON.stringify(parsed.address));
      }
      const current = settings.current();
      if (old !== undefined && find(next.id) === undefined) {
        // Removed while the keyring was busy.
        vault.forgetExtra(addressOwner(next));
        return 'It was removed meanwhile. Add it again.';
      }
      const others =
        old === undefined
          ? [...current.destinations, next]
          : current.destinations.map((each) => (each.id === next.id ? next : each));
      settings.save({ ...current, destinations: others });
      works(next.id);
      return null;
    },
    removeDestination(id: string): void {
      const destination = find(id);
      if (destination === undefined) return;
      outbox.drop(id);
      vault.forgetExtra(addressOwner(destination));
      works(id);
      settings.save(withoutDestination(settings.current(), id));
    },
    async testDestination(id: string): Promise<string | null> {
      const destination = find(id);
      if (destination === undefined) return 'It was removed meanwhile.';
      const trouble = await outbox.test(destination, {
        title: 'Porchlight',
        body: 'This is a test. Alerts of rules that are sent here look like this.',
        level: 'normal',
        rule: null,
        entity: null,
        server: null,
        at: ports.clock.now(),
      });
      if (trouble !== null) return describeTrouble(destination.name, trouble);
      works(id);
      return null;
    },
    stop: outbox.stop,
  };
}
