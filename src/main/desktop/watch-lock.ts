import type { Clock } from '../../core/clock.ts';
import { watchLogind } from './logind.ts';
import { watchScreenSavers } from './screen-savers.ts';
import type { SessionBus } from './session-bus.ts';

/** Whoever has not touched keyboard or mouse for so long does not use the computer. */
export const IDLE_AFTER_MS = 300_000;
/** How often it is asked, where a rule wants to know and nothing says so by itself. */
export const ASK_IDLE_MS = 30_000;

interface PowerMonitor {
  on(event: 'lock-screen' | 'unlock-screen', fn: () => void): unknown;
  /** Seconds. */
  getSystemIdleTime(): number;
}

export interface WatchLockPorts {
  readonly platform: string;
  readonly power: PowerMonitor;
  readonly clock: Clock;
  /** The buses are used on Linux only. */
  readonly sessionBus: Pick<SessionBus, 'call' | 'watch'>;
  readonly systemBus: Pick<SessionBus, 'call' | 'watch'>;
  /** `XDG_SESSION_ID`, where it is set. */
  readonly sessionId: string | undefined;
  /** What `tells` says has changed. */
  readonly onChange: () => void;
  readonly onLock: (isLocked: boolean) => void;
}

/** What a system says of its user; `null` for what it does not say. */
interface Presence {
  readonly locked: () => boolean | null;
  readonly idle: () => boolean | null;
  /** Finds out whether it is idle, where it does not say so by itself. */
  readonly ask: () => void;
}

export type LockWatch = ReturnType<typeof watchLock>;

/** Whether somebody uses this computer: by the system on Windows and macOS, on Linux by logind and the screen saver. */
export function watchLock(ports: WatchLockPorts) {
  const { platform, clock } = ports;
  /** While nobody says anything, the last that was said counts. */
  let wasLocked = false;
  let told = false;
  let stopAsking = (): void => undefined;
  let isAsking = false;
  const presence = choosePresence();
  look();

  function choosePresence(): Presence {
    switch (platform) {
      case 'darwin':
      case 'win32':
        return watchPower(ports, look);
      case 'linux':
        return watchDesktop(ports, look);
      default:
        return { locked: () => null, idle: () => null, ask: () => undefined };
    }
  }

  function look(): void {
    const locked = presence.locked();
    if (told !== (locked !== null)) {
      told = locked !== null;
      ports.onChange();
    }
    if (locked === null || locked === wasLocked) return;
    wasLocked = locked;
    ports.onLock(locked);
  }

  return {
    /** `locked`: or nobody has used it for a while. `null` where nothing tells. */
    now(): 'locked' | 'in-use' | null {
      if (!told) return null;
      return wasLocked || presence.idle() === true ? 'locked' : 'in-use';
    },
    /** Whether anything tells that the computer is locked and unlocked. */
    tells: () => told,
    /** Whether a rule wants to know. Without one, nothing is asked again and again. */
    needIdle(isNeeded: boolean): void {
      if (isNeeded === isAsking) return;
      isAsking = isNeeded;
      stopAsking();
      stopAsking = (): void => undefined;
      if (!isNeeded) return;
      presence.ask();
      stopAsking = clock.every(ASK_IDLE_MS, presence.ask);
    },
    stop(): void {
      stopAsking();
    },
  };
}

function watchPower({ power }: WatchLockPorts, look: () => void): Presence {
  let locked = false;
  let idle = false;
  power.on('lock-screen', () => {
    locked = true;
    look();
  });
  power.on('unlock-screen', () => {
    locked = false;
    look();
  });
  return {
    locked: () => locked,
    idle: () => idle,
    ask: () => {
      idle = power.getSystemIdleTime() * 1_000 >= IDLE_AFTER_MS;
    },
  };
}

function watchDesktop(ports: WatchLockPorts, look: () => void): Presence {
  const logind = watchLogind(ports.systemBus, ports.sessionId, look);
  const savers = watchScreenSavers(ports.sessionBus, IDLE_AFTER_MS, look);
  const either = (a: boolean | null, b: boolean | null): boolean | null =>
    a === true || b === true ? true : (a ?? b);
  return {
    locked: () => either(logind.locked(), savers.locked()),
    idle: () => either(logind.idle(), savers.idle()),
    ask: () => void savers.ask(),
  };
}
