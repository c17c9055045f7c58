import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-root.mjs';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { askApp, findPage } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPorchlight } from './support/launch-porchlight.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { chownToSession } from './support/session-user.ts';
import { createUserData } from './support/user-data.ts';

const FILE = 'version: 1\nrules:\n  - name: Rings\n    when: type:rings\n';

/** Runs the terminal program of the build. */
async function terminal(
  ...argv: readonly string[]
): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn(process.execPath, [join(projectRoot, 'out/cli/porchlight.js'), ...argv], {
    stdio: 'pipe',
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, text };
}

describeDesktop('a file of rules', () => {
  it('is written and read by the app, and by the terminal only when the app does not run', async () => {
    const userDataDir = await createUserData({ 'config.json': JSON.stringify(DEFAULT_SETTINGS) });
    const folder = join(userDataDir, '..');
    const exported = join(folder, 'exported.yaml');
    const imported = join(folder, 'imported.yaml');
    await writeFile(imported, FILE);
    await chownToSession(imported);

    const app = await launchPorchlight({ userDataDir });
    const page = await findPage(app.electronApp);
    // The dialogs are the system's; a person's choice is all that is replaced.
    await app.electronApp.evaluate(
      ({ dialog }, [saveTo, openFrom]) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: saveTo ?? '' });
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [openFrom ?? ''] });
      },
      [exported, imported],
    );
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('button', { name: 'Export rules…' }).click();
    await page.getByText('8 rules in exported.yaml.').waitFor();
    expect(await readFile(exported, 'utf8')).toMatch(/- name: Leaks\n {4}id: leaks\n/);
    await page.getByRole('button', { name: 'Import rules…' }).click();
    await page.getByText('imported.yaml: 1 new.').waitFor();
    await takeScreenshot('rules-file-plan', page);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('1 rule added.').waitFor();
    const { notifications } = await askApp(page, 'getOverview');
    expect(notifications.rules[0]).toMatchObject({ id: 'rings', query: 'type:rings' });

    await writeFile(imported, FILE.replaceAll(/rings/gi, 'Barks'));
    const place = ['--data-folder', userDataDir];
    const refused = await terminal('rules', 'import', imported, ...place);
    expect(refused).toMatchObject({ code: 5 });
    expect(refused.text).toMatch(/Porchlight is running/);
    await app.electronApp.close();
    expect(await terminal('rules', 'import', imported, ...place)).toEqual({
      code: 0,
      text: '1 rule added.\n',
    });
    await chownToSession(join(userDataDir, 'config.json'));
    await chownToSession(join(userDataDir, 'config.bak.json'));

    const again = await launchPorchlight({ userDataDir });
    const overview = await askApp(await findPage(again.electronApp), 'getOverview');
    expect(overview.notifications.rules.map(({ id }) => id).slice(0, 3)).toEqual(['barks', 'rings', 'leaks']);
    await again.electronApp.close();
  });
});
