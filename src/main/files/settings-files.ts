import { randomUUID } from 'node:crypto';
import type { SettingsFileView } from '../../core/ipc/settings-files.ts';
import { createRedactor, type Redact } from '../../core/redaction/redact.ts';
import type { Carried } from '../../core/settings/carried-file.ts';
import type { RequestHandlers } from '../ipc/request-gate.ts';
import type { RuleFilesPorts } from './rule-files.ts';

/** The requests about files of settings. */
export type SettingsFiles = Pick<RequestHandlers, 'exportSettings' | 'openSettingsFile' | 'importSettings'>;

const SUGGESTED_NAME = 'porchlight-settings.yaml';

/** Writes settings to files and takes them from files that a person chooses. What was read waits here for their consent. */
export function createSettingsFiles({
  settings,
  serverNames,
  openFile,
  saveFile,
}: RuleFilesPorts): SettingsFiles {
  let opened: Carried | null = null;

  function redact(): Redact {
    return createRedactor(settings.current().history.redaction);
  }

  return {
    async exportSettings() {
      const { namesFor, writeCarriedFile } = await loadCarriedFile();
      const current = settings.current();
      const text = writeCarriedFile(current, namesFor(current, serverNames()), redact());
      const saved = await saveFile(SUGGESTED_NAME, text);
      if (saved === null) return null;
      const { name, problem } = saved;
      return problem === null
        ? { ok: true, text: `Your settings are in ${name}.` }
        : { ok: false, text: problem };
    },
    async openSettingsFile(): Promise<SettingsFileView | null> {
      opened = null;
      const { MAX_CARRIED_CHARS, namesFor, planCarry, readCarriedFile } = await loadCarriedFile();
      const chosen = await openFile(MAX_CARRIED_CHARS);
      if (chosen === null) return null;
      const { name: file, content } = chosen;
      if (!content.ok) return { kind: 'unreadable', text: content.problem };
      const current = settings.current();
      const read = readCarriedFile(content.text, current, namesFor(current, serverNames()), randomUUID);
      if (!read.ok) return { kind: 'problems', file, problems: read.problems, more: read.more };
      const plan = planCarry(current, read.carried, redact(), randomUUID);
      if (!plan.ok) return { kind: 'unreadable', text: plan.text };
      opened = read.carried;
      return { kind: 'plan', file, changes: plan.changes };
    },
    async importSettings() {
      const { planCarry } = await loadCarriedFile();
      if (opened === null) return { ok: false, text: 'Choose the file again.' };
      // They may have changed since the file was opened.
      const plan = planCarry(settings.current(), opened, redact(), randomUUID);
      opened = null;
      if (!plan.ok) return { ok: false, text: plan.text };
      settings.save(plan.next);
      return { ok: true, text: 'The settings of the file are taken over.' };
    },
  };
}

/** The parser of YAML is not loaded before somebody needs it. */
async function loadCarriedFile() {
  const [file, carry] = await Promise.all([
    import('../../core/settings/carried-file.ts'),
    import('../../core/settings/carry.ts'),
  ]);
  return { ...file, ...carry };
}
