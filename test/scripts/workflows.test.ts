import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCommand } from '../../scripts/terminal/run-command.mjs';
import { findActionlint } from '../../scripts/testing/actionlint.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}.github/workflows/`;
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(folder + name, 'utf8'),
}));
const actionlint = await findActionlint();

describe.skipIf('reason' in actionlint)(
  'reason' in actionlint ? `actionlint (${actionlint.reason})` : 'actionlint',
  () => {
    const lint = (args: string[]) =>
      runCommand('path' in actionlint ? actionlint.path : '', ['-no-color', ...args], { cwd: root });

    it('finds nothing in the workflows', async () => {
      expect(await lint([])).toEqual({ code: 0, output: '' });
    });

    it('would find a step that uses the result of no job', async () => {
      const file = `${root}test/fixtures/workflows/wrong.yml`;
      const { code, output } = await lint([file]);
      expect(code).toBe(1);
      expect(output).toContain('"buidl"');
    });
  },
);

describe.each(workflows)('$name', ({ text }) => {
  const workflow = parse(text) as {
    permissions: unknown;
    jobs: Record<string, { permissions?: Record<string, string>; 'timeout-minutes'?: number; uses?: string }>;
  };

  it('names each action by its commit, with the version for people', () => {
    const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses: (?!\.\/)/.test(line));
    expect(uses).not.toEqual([]);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may only read, but for the job that publishes', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const writing = Object.entries(workflow.jobs).filter(([, job]) => job.permissions !== undefined);
    expect(writing.map(([name]) => name).filter((name) => name !== 'publish')).toEqual([]);
  });

  it('ends every job that hangs', () => {
    for (const job of Object.values(workflow.jobs).filter(({ uses }) => uses === undefined))
      expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it('puts no text from outside into a shell', () => {
    const risky = text.split('\n').filter((line) => /\$\{\{\s*github\.(?:event\.|head_ref|ref)/.test(line));
    expect(risky.filter((line) => !/^\s*(?:group|cancel-in-progress|if):/.test(line))).toEqual([]);
  });
});

describe('docs/releasing.md', () => {
  const guide = readFileSync(`${root}docs/releasing.md`, 'utf8');
  const release = workflows.find(({ name }) => name === 'release.yml')?.text ?? '';

  it('says what each secret of the workflow is, and of no other', () => {
    const used = [...release.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);
    const told = [...guide.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set(used));
  });

  it('names the actions at the versions that are used', () => {
    const used = new Set(
      workflows
        .flatMap(({ text }) => [...text.matchAll(/uses: ([\w-]+\/[\w-]+)@\w+ # (v[\d.]+)/g)])
        .map(([, action, version]) => `${action ?? ''} ${version ?? ''}`),
    );
    for (const action of used) expect(guide).toContain(action);
  });
});
