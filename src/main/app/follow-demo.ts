import type { History } from '../../core/history/history.ts';
import type { Monitor } from '../../core/monitor/monitor.ts';
import { withoutRulesOf, type Settings } from '../../core/settings/settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { DEMO_ID, DEMO_RULE, type DemoHome } from './demo-home.ts';
import type { Signals } from './signals.ts';

export interface DemoFollowerPorts {
  readonly demo: DemoHome;
  readonly settings: Pick<SettingsFile, 'current' | 'save'>;
  readonly history: Pick<History, 'eraseServer'>;
  readonly monitor: Pick<Monitor, 'importEvents' | 'leave'>;
  readonly signals: Signals;
  /** Events of the demo home are kept at present: in memory. */
  readonly mayKeepEvents: () => boolean;
  readonly followServers: () => void;
}

/** What opening and closing the demo home does to the settings, the history and the monitor. */
export function createDemoFollower(ports: DemoFollowerPorts) {
  const { demo, settings, history, monitor, signals } = ports;
  let isPastKept = false;
  /** Tabs and columns from before the demo home was opened, if the person had no server of their own then. */
  let before: Pick<Settings, 'savedViews' | 'columns'> | null = null;

  /** Opening the demo home adds its rule. Closing it removes every rule about it. */
  function keepRules(): void {
    const isOpen = demo.profile() !== null;
    const current = settings.current();
    const { rules, ...rest } = withoutRulesOf(current.notifications, DEMO_ID);
    if (!isOpen && rules.length === current.notifications.rules.length) return;
    settings.save({
      ...current,
      notifications: { ...rest, rules: isOpen ? [DEMO_RULE, ...rules] : rules },
    });
  }

  function restoreViews(): void {
    if (before !== null) settings.save({ ...settings.current(), ...before });
    before = null;
  }

  return {
    keepRules,
    restoreViews,
    /** The demo home was opened or closed. */
    follow(): void {
      if (demo.profile() !== null) {
        const { servers, savedViews, columns } = settings.current();
        before = servers.length === 0 ? { savedViews, columns } : null;
      }
      // The events of its past, once.
      if (demo.past().length > 0 && !isPastKept && ports.mayKeepEvents()) {
        isPastKept = true;
        void monitor.importEvents(DEMO_ID, demo.past());
      }
      keepRules();
      ports.followServers();
    },
    /** Closes the demo home and deletes everything about it, so that nothing of it stays beside a person's own servers. */
    async leave(): Promise<void> {
      const wasOpen = demo.profile() !== null;
      await demo.stop();
      if (!wasOpen) return;
      isPastKept = false;
      restoreViews();
      await history.eraseServer(DEMO_ID);
      monitor.leave(DEMO_ID);
      signals.emit('rowsBefore');
      signals.emit('changed');
    },
  };
}
