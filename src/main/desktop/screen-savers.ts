import type { LockSource } from './logind.ts';
import type { SessionBus } from './session-bus.ts';

/** The screen saver of each desktop. They have the same methods, as far as we use them. */
const SAVERS = [
  { name: 'org.freedesktop.ScreenSaver', path: '/org/freedesktop/ScreenSaver' },
  { name: 'org.gnome.ScreenSaver', path: '/org/gnome/ScreenSaver' },
  { name: 'org.cinnamon.ScreenSaver', path: '/org/cinnamon/ScreenSaver' },
  { name: 'org.mate.ScreenSaver', path: '/org/mate/ScreenSaver' },
  { name: 'org.xfce.ScreenSaver', path: '/org/xfce/ScreenSaver' },
] as const;

/**
 * What the screen savers of the session say. One that can't say whether it is active is none: some only pass on who does not
 * want one.
 */
export function watchScreenSavers(
  bus: Pick<SessionBus, 'call' | 'watch'>,
  idleAfterMs: number,
  onChange: () => void,
): LockSource & { readonly ask: () => Promise<void> } {
  const active = new Map<string, boolean>();
  let idle: boolean | null = null;

  function say(name: string, next: boolean | null): void {
    if ((active.get(name) ?? null) === next) return;
    if (next === null) active.delete(name);
    else active.set(name, next);
    onChange();
  }

  for (const saver of SAVERS) {
    const { name } = saver;
    let asked = 0;
    const askActive = async (): Promise<void> => {
      asked += 1;
      const asking = asked;
      const answer = await bus.call(saver, `${name}.GetActive`).catch(() => []);
      // A signal that came meanwhile is newer.
      if (asking === asked) say(name, typeof answer[0] === 'boolean' ? answer[0] : null);
    };
    void bus.watch(name, {
      onOwner(isOwned) {
        asked += 1;
        if (isOwned === true) void askActive();
        else say(name, null);
      },
      onSignal(member, [isActive]) {
        if (member !== 'ActiveChanged' || typeof isActive !== 'boolean') return;
        asked += 1;
        say(name, isActive);
      },
    });
  }

  return {
    locked: () => (active.size === 0 ? null : [...active.values()].includes(true)),
    idle: () => idle,
    /** Asks how long nobody has touched keyboard or mouse. */
    async ask(): Promise<void> {
      const [saver] = SAVERS;
      const answer = active.has(saver.name)
        ? await bus.call(saver, `${saver.name}.GetSessionIdleTime`).catch(() => [])
        : [];
      const [seconds] = answer;
      idle = typeof seconds === 'number' ? seconds * 1_000 >= idleAfterMs : null;
    },
  };
}
