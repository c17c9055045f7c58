import type { History } from '../../core/history/history.ts';
import type { Monitor } from '../../core/monitor/monitor.ts';
import type { Settings } from '../../core/settings/settings.ts';
import { DEMO_ID } from './demo-home.ts';
import type { SettingsFile } from '../settings/settings-file.ts';

export interface DemoStayPorts {
  readonly settings: SettingsFile;
  readonly history: Pick<History, 'eraseServer'>;
  readonly monitor: Pick<Monitor, 'leave'>;
  /** Rows that a page may show are gone. */
  onForgotten(): void;
}

/** The time in which the demo home is open. It leaves nothing behind in a person's own home. */
export interface DemoStay {
  begin(): void;
  /** Puts back the tabs and columns of before it, where nobody can have made them for a home of their own. */
  restore(): void;
  /** The same, and forgets everything that it told. Its connection has ended. */
  end(): Promise<void>;
}

export function createDemoStay({ settings, history, monitor, onForgotten }: DemoStayPorts): DemoStay {
  let before: Pick<Settings, 'savedViews' | 'columns'> | null = null;

  function restore(): void {
    if (before !== null) settings.save({ ...settings.current(), ...before });
    before = null;
  }

  return {
    begin() {
      const { servers, savedViews, columns } = settings.current();
      before = servers.length === 0 ? { savedViews, columns } : null;
    },
    restore,
    async end() {
      restore();
      await history.eraseServer(DEMO_ID);
      monitor.leave(DEMO_ID);
      onForgotten();
    },
  };
}
