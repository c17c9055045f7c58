import { BrowserWindow, dialog, type OpenDialogOptions, type WebContents } from 'electron';
import type { ChosenFile } from './request-handlers.ts';

const TITLES: Readonly<Record<ChosenFile, string>> = {
  ca: 'The certificate of the authority (PEM)',
  'client-certificate': 'The client certificate (PEM or PKCS #12)',
  'client-key': 'The private key (PEM)',
};

/** The system's own dialog. Resolves to a path, or to `null` when it was closed without a choice. */
export async function chooseFile(page: WebContents | null, what: ChosenFile): Promise<string | null> {
  const parent = page === null ? null : BrowserWindow.fromWebContents(page);
  const options: OpenDialogOptions = { title: TITLES[what], properties: ['openFile', 'showHiddenFiles'] };
  const { filePaths } =
    parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
  return filePaths[0] ?? null;
}
