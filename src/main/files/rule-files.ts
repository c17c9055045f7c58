import type { RulesFileView } from '../../core/ipc/rule-files.ts';
import { createRedactor, type Redact } from '../../core/redaction/redact.ts';
import {
  applyImport,
  planImport,
  refuseImport,
  undoImport,
  type ImportPlan,
} from '../../core/rules/import-rules.ts';
import { describeImported } from '../../core/rules/import-words.ts';
import type { Rule } from '../../core/rules/rule.ts';
import type { RulesFile } from '../../core/rules/rules-file.ts';
import type { RuleNames } from '../../core/rules/rules-file-names.ts';
import { ruleNamesOf } from '../../core/settings/rule-names.ts';
import type { ReadTextFile } from '../../node/read-text-file.ts';
import type { Services } from '../app/services.ts';
import type { RequestHandlers } from '../ipc/request-gate.ts';

/** The requests about files of rules. */
export type RuleFiles = Pick<RequestHandlers, 'exportRules' | 'openRulesFile' | 'importRules' | 'undoImport'>;

export interface RuleFilesPorts {
  readonly settings: Pick<Services['settings'], 'current' | 'save'>;
  /** Names of all servers by id, also of the demo home. */
  readonly serverNames: () => ReadonlyMap<string, string>;
  /** Asks a person for a file, and reads at most so many bytes of it; `null` when they chose none. */
  readonly openFile: (maxBytes: number) => Promise<OpenedFile | null>;
  /** Asks a person for a file and writes it; `null` when they chose none. */
  readonly saveFile: (suggestedName: string, text: string) => Promise<SavedFile | null>;
}

/** A file that a person chose: its name without its folder, and its text or why it can't be read. */
export interface OpenedFile {
  readonly name: string;
  readonly content: ReadTextFile;
}

/** `problem` is a sentence; `null` when it was written. */
export interface SavedFile {
  readonly name: string;
  readonly problem: string | null;
}

const SUGGESTED_NAME = 'porchlight-rules.yaml';

/** Writes rules to files and takes them from files that a person chooses. What was read waits here for their consent. */
export function createRuleFiles({ settings, serverNames, openFile, saveFile }: RuleFilesPorts): RuleFiles {
  let opened: readonly Rule[] = [];
  let done: {
    readonly taken: Pick<ImportPlan, 'added' | 'changed'>;
    readonly before: readonly Rule[];
  } | null = null;

  function rules(): readonly Rule[] {
    return settings.current().notifications.rules;
  }

  function change(next: readonly Rule[]): void {
    const current = settings.current();
    settings.save({ ...current, notifications: { ...current.notifications, rules: [...next] } });
  }

  function redact(): Redact {
    return createRedactor(settings.current().history.redaction);
  }

  function names(): RuleNames {
    const known = ruleNamesOf(settings.current());
    const ids = new Set(known.servers.map(({ id }) => id));
    const others = [...serverNames()].filter(([id]) => !ids.has(id));
    return {
      ...known,
      servers: [...known.servers, ...others.map(([id, name]) => ({ id, name, address: '' }))],
    };
  }

  function toView(file: string, read: RulesFile): RulesFileView {
    if (!read.ok) return { kind: 'problems', file, problems: read.problems, more: read.more };
    const { added, changed, same, unconfirmed } = planImport(rules(), read.rules, redact());
    opened = read.rules;
    const changedNames = changed.map(({ name }) => name);
    return {
      kind: 'plan',
      file,
      added: added.length,
      changed: changed.length,
      same,
      changedNames,
      unconfirmed,
    };
  }

  return {
    async exportRules() {
      const { writeRulesFile } = await loadRulesFile();
      const count = rules().length;
      const saved = await saveFile(SUGGESTED_NAME, writeRulesFile(rules(), names(), redact()));
      if (saved === null) return null;
      const { name, problem } = saved;
      if (problem !== null) return { ok: false, text: problem };
      return { ok: true, text: `${String(count)} ${count === 1 ? 'rule' : 'rules'} in ${name}.` };
    },
    async openRulesFile() {
      opened = [];
      const { MAX_RULES_FILE_CHARS, readRulesFile } = await loadRulesFile();
      const file = await openFile(MAX_RULES_FILE_CHARS);
      if (file === null) return null;
      const { name, content } = file;
      return content.ok
        ? toView(name, readRulesFile(content.text, names()))
        : { kind: 'unreadable', text: content.problem };
    },
    importRules(withChanged) {
      const plan = planImport(rules(), opened, redact());
      const taken = withChanged ? plan : { ...plan, changed: [] };
      const refusal = refuseImport(rules(), taken);
      if (refusal !== null) return { ok: false, text: refusal };
      done = { taken, before: rules() };
      opened = [];
      change(applyImport(rules(), taken));
      return { ok: true, text: describeImported(taken, plan.same) };
    },
    undoImport() {
      if (done !== null) change(undoImport(rules(), done.taken, done.before));
      done = null;
      return null;
    },
  };
}

/** The parser of YAML is not loaded before somebody needs it. */
function loadRulesFile() {
  return import('../../core/rules/rules-file.ts');
}
