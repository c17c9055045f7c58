import { Variant } from '@jellybrick/dbus-next';
import { readProperty, type SessionBus } from './session-bus.ts';

const SERVER = { name: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications' };
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/** Where notification servers say that their user wants no disturbance: KDE's `Inhibited`, dunst's `paused`. Both are booleans. */
const SWITCHES = [
  { of: SERVER.name, property: 'Inhibited' },
  { of: 'org.dunstproject.cmd0', property: 'paused' },
] as const;

/**
 * Whether the desktop shows no notifications now because its user wants so. A server that does not say holds them back itself,
 * as Windows and macOS do.
 */
export function watchDoNotDisturb(
  bus: Pick<SessionBus, 'call' | 'watch'>,
  onChange: () => void,
): () => boolean {
  const on = new Set<string>();
  let wasOn = false;
  /** What is asked of a server that has gone does not count. */
  let servers = 0;

  function say(property: string, isOn: boolean): void {
    if (isOn) on.add(property);
    else on.delete(property);
    if (wasOn === on.size > 0) return;
    wasOn = on.size > 0;
    onChange();
  }

  async function ask(): Promise<void> {
    const server = servers;
    for (const { of, property } of SWITCHES) {
      const value = await readProperty(bus, SERVER, of, property);
      if (server === servers) say(property, value === true);
    }
  }

  void bus.watch(SERVER.name, {
    interfaces: [PROPERTIES],
    onOwner(isOwned) {
      servers += 1;
      for (const { property } of SWITCHES) say(property, false);
      if (isOwned === true) void ask();
    },
    onSignal(member, [of, changed, outdated], path) {
      if (member !== 'PropertiesChanged' || path !== SERVER.path) return;
      const changes: object = typeof changed === 'object' && changed !== null ? changed : {};
      for (const { of: its, property } of SWITCHES) {
        if (of !== its) continue;
        const value: unknown = Object.hasOwn(changes, property) ? Reflect.get(changes, property) : undefined;
        if (value instanceof Variant) say(property, value.value === true);
        else if (Array.isArray(outdated) && outdated.includes(property)) void ask();
      }
    },
  });
  return () => wasOn;
}
