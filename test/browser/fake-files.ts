import type { CaptureView, ExportProgress } from '../../src/core/ipc/history-views.ts';
import type { Overview } from '../../src/core/ipc/overview.ts';
import type { Bridge } from '../../src/core/ipc/table.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { createRuleFiles } from '../../src/main/files/rule-files.ts';
import { createMarks } from '../../src/main/files/marks.ts';
import { systemClock } from '../../src/node/system-clock.ts';

export type FileRequests = Pick<
  Bridge,
  | 'mark'
  | 'exportView'
  | 'cancelExport'
  | 'showExport'
  | 'importCapture'
  | 'closeCapture'
  | 'exportRules'
  | 'openRulesFile'
  | 'importRules'
  | 'undoImport'
  | 'exportSettings'
  | 'openSettingsFile'
  | 'importSettings'
>;

export interface FileRequestPorts {
  overview(): Overview;
  change(patch: Partial<Overview>): void;
  push(name: 'exportProgress', progress: ExportProgress): void;
  lastSeq(): number;
  /** The file that a person chooses in every dialog about rules; `null`: none. */
  readonly rulesFile: { text: string | null };
}

/** Steps of an export, and how long each takes. */
const STEPS = 10;
const STEP_MS = 120;
const EXPORTED = 48_000;

/** Exports that last a second, a file that can be opened, and the marks of main itself. */
export function createFileRequests(ports: FileRequestPorts): FileRequests {
  const { overview, change, push, lastSeq, rulesFile } = ports;
  let cancelled = false;
  const isCancelled = (): boolean => cancelled;
  const marks = createMarks({
    clock: systemClock,
    lastSeq,
    received: () => overview().counts.received,
    onChange: () => {
      change({ marked: marks.current() });
    },
  });
  setInterval(() => {
    if (overview().marked?.toSeq === null) change({ marked: marks.current() });
  }, 200);

  // Those of main itself, with another disk.
  const rules = createRuleFiles({
    settings: {
      current: () => {
        const { notifications } = DEFAULT_SETTINGS;
        return {
          ...DEFAULT_SETTINGS,
          notifications: { ...notifications, rules: [...overview().notifications.rules] },
        };
      },
      save: ({ notifications }) => {
        change({ notifications: { ...overview().notifications, rules: notifications.rules } });
      },
    },
    serverNames: () => new Map(overview().servers.map(({ id, name }) => [id, name])),
    openFile: async () => {
      const { text } = rulesFile;
      return text === null ? null : { name: 'rules.yaml', content: { ok: true, text } };
    },
    saveFile: async (name, text) => {
      rulesFile.text = text;
      return { name, problem: null };
    },
  });

  return {
    exportRules: async () => rules.exportRules(),
    openRulesFile: async () => rules.openRulesFile(),
    importRules: async (withChanged) => rules.importRules(withChanged),
    undoImport: async () => rules.undoImport(),
    ...createFakeSettingsFile(),
    async mark(what) {
      marks.mark(what);
      return null;
    },
    async exportView(_source, query, format) {
      const file = `porchlight-2026-11-21-1402.${format}`;
      const at = { total: EXPORTED, file, message: '' };
      cancelled = false;
      for (let step = 0; step <= STEPS; step += 1) {
        const written = (EXPORTED / STEPS) * step;
        if (isCancelled()) {
          return {
            ...at,
            kind: 'cancelled',
            written,
            message: 'The export was cancelled, and nothing was left behind.',
          };
        }
        if (query.includes('full') && step === 3) {
          const message = `There is no room left on the disk for ${file}. Free some space or choose another disk.`;
          return { ...at, kind: 'failed', written, message };
        }
        push('exportProgress', { ...at, kind: 'running', written });
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      }
      return { ...at, kind: 'done', written: EXPORTED };
    },
    async cancelExport() {
      cancelled = true;
      return null;
    },
    showExport: async () => null,
    async importCapture() {
      const capture: CaptureView = {
        id: 'friday',
        name: 'friday.ndjson',
        events: 0,
        skipped: 0,
        readShare: 0.42,
      };
      change({ captures: [capture] });
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (overview().captures.length === 0) return null;
      const read: CaptureView = { ...capture, events: 12_408, skipped: 3, readShare: null };
      change({ captures: [read] });
      return read;
    },
    async closeCapture(id) {
      change({ captures: overview().captures.filter((capture) => capture.id !== id) });
      return null;
    },
  };
}

/** A file of settings with a view and another theme in it. */
function createFakeSettingsFile(): Pick<
  FileRequests,
  'exportSettings' | 'openSettingsFile' | 'importSettings'
> {
  return {
    exportSettings: async () => ({ ok: true, text: 'Your settings are in porchlight-settings.yaml.' }),
    openSettingsFile: async () => ({
      kind: 'plan',
      file: 'my.yaml',
      changes: ['Theme: dark instead of light.', '1 view is added: Doors.'],
    }),
    importSettings: async () => ({ ok: true, text: 'The settings of the file are taken over.' }),
  };
}
