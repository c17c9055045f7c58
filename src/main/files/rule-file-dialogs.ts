import { basename } from 'node:path';
import type { WebContents } from 'electron';
import { describeUnwritable } from '../../node/describe-file-problem.ts';
import { readTextFile } from '../../node/read-text-file.ts';
import { openReplacementFile, type ReplacementFile } from '../../node/whole-file.ts';
import { chooseRulesFile, chooseRulesTarget, type FileOf } from '../servers/choose-file.ts';
import type { OpenedFile, SavedFile } from './rule-files.ts';

/** Lets a person choose a file of rules or settings in front of a page, and reads it. */
export async function openRulesFile(
  page: WebContents | null,
  what: FileOf,
  maxBytes: number,
): Promise<OpenedFile | null> {
  const path = await chooseRulesFile(page, what);
  if (path === null) return null;
  const name = basename(path);
  return { name, content: await readTextFile(path, name, maxBytes) };
}

/** Lets a person choose where to, and writes all or nothing. */
export async function saveRulesFile(
  page: WebContents | null,
  what: FileOf,
  suggestedName: string,
  text: string,
): Promise<SavedFile | null> {
  const path = await chooseRulesTarget(page, what, suggestedName);
  if (path === null) return null;
  const name = basename(path);
  let target: ReplacementFile | null = null;
  try {
    target = await openReplacementFile(path);
    await target.write(text);
    await target.commit();
    return { name, problem: null };
  } catch (error) {
    await target?.discard().catch(() => undefined);
    return { name, problem: describeUnwritable(error, name) };
  }
}
