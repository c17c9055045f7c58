import {
  BrowserWindow,
  dialog,
  type OpenDialogOptions,
  type SaveDialogOptions,
  type WebContents,
} from 'electron';
import type { ExportFormat } from '../../core/export/export-format.ts';
import type { RequestArgs } from '../../core/ipc/table.ts';

type ChosenFile = RequestArgs<'chooseFile'>[0];

/** What a file in YAML has in it. */
export type FileOf = 'rules' | 'settings';

const TITLES: Readonly<Record<ChosenFile, string>> = {
  ca: 'The certificate of the authority (PEM)',
  'client-certificate': 'The client certificate (PEM or PKCS #12)',
  'client-key': 'The private key (PEM)',
};

const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'Events, one a line (NDJSON)',
  json: 'JSON',
  csv: 'Table (CSV)',
};

/** The system's own dialog. Resolves to a path, or to `null` when it was closed without a choice. */
export function chooseFile(page: WebContents | null, what: ChosenFile): Promise<string | null> {
  return openDialog(page, { title: TITLES[what], properties: ['openFile', 'showHiddenFiles'] });
}

/** A file of events to open. */
export function chooseCaptureFile(page: WebContents | null): Promise<string | null> {
  const filters = [
    { name: 'Events', extensions: ['ndjson', 'jsonl', 'json', 'txt', 'log'] },
    { name: 'All files', extensions: ['*'] },
  ];
  return openDialog(page, { title: 'Open a capture', properties: ['openFile'], filters });
}

const RULES_FILTERS = [
  { name: 'Rules (YAML)', extensions: ['yaml', 'yml'] },
  { name: 'All files', extensions: ['*'] },
];

/** A file of rules to read. */
export function chooseRulesFile(page: WebContents | null, what: FileOf): Promise<string | null> {
  return openDialog(page, { title: `Import ${what}`, properties: ['openFile'], filters: RULES_FILTERS });
}

/** The path of a file of rules to write. The system asks before a file is replaced. */
export function chooseRulesTarget(
  page: WebContents | null,
  what: FileOf,
  defaultPath: string,
): Promise<string | null> {
  return saveDialog(page, { title: `Export ${what}`, defaultPath, filters: RULES_FILTERS });
}

/** The path of an export. The system asks before a file is replaced. */
export function chooseExportFile(
  page: WebContents | null,
  defaultPath: string,
  format: ExportFormat,
): Promise<string | null> {
  const filters = [{ name: FORMAT_NAMES[format], extensions: [format] }];
  return saveDialog(page, { title: 'Export events', defaultPath, filters });
}

async function saveDialog(page: WebContents | null, options: SaveDialogOptions): Promise<string | null> {
  const parent = parentOf(page);
  const { filePath } =
    parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options);
  return filePath === '' ? null : filePath;
}

function parentOf(page: WebContents | null): ReturnType<typeof BrowserWindow.fromWebContents> {
  return page === null ? null : BrowserWindow.fromWebContents(page);
}

async function openDialog(page: WebContents | null, options: OpenDialogOptions): Promise<string | null> {
  const parent = parentOf(page);
  const { filePaths } =
    parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
  return filePaths[0] ?? null;
}
