import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBugReports, type BugReports } from '../../../src/main/app/bug-reports.ts';
import { openLogFile } from '../../../src/main/app/log-file.ts';
import { createNotices } from '../../../src/main/app/notices.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

function createBench() {
  const folder = createTemporaryFolder();
  const path = join(folder, 'porchlight.log');
  const notices = createNotices();
  const bugs = createBugReports({ log: openLogFile(path, createVirtualClock()), notices, folder });
  const lines = (): readonly string[] =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.slice(25));
  return { bugs, notices, lines, folder };
}

describe('createBugReports', () => {
  it.each<[string, (bugs: BugReports) => void, RegExp, string]>([
    [
      'an error of the main process',
      (bugs) => bugs.main(new Error('s3cret')),
      /^bug error=Error \| at /,
      'bug',
    ],
    [
      'an error of the page',
      (bugs) => bugs.page('error=TypeError | at render (app.js:1:2)'),
      /^page-bug error=TypeError \| at render \(app\.js:1:2\)$/,
      'page-bug',
    ],
    [
      'the end of a helper',
      (bugs) => bugs.helperGone({ type: 'GPU', reason: 'crashed', exitCode: 139 }),
      /^helper-gone type=GPU reason=crashed exitCode=139$/,
      'gpu-gone',
    ],
    ['a page that hangs', (bugs) => bugs.answering(false), /^page-hangs$/, 'page-hangs'],
  ])('writes down %s and tells a notice, without what was quoted', (_name, happen, line, id) => {
    const { bugs, notices, lines, folder } = createBench();
    happen(bugs);
    expect(lines()).toEqual([expect.stringMatching(line) as string]);
    expect(notices.list()).toMatchObject([{ id, tone: 'warning' }]);
    expect(notices.list()[0]?.text).toContain(`porchlight.log in ${folder}`);
    expect(JSON.stringify([lines(), notices.list()])).not.toContain('s3cret');
  });

  it('does not come again with a notice that was dismissed, and goes on writing', () => {
    const { bugs, notices, lines } = createBench();
    bugs.main(new Error('no'));
    notices.clear('bug');
    bugs.main(new Error('no'));
    expect(notices.list()).toEqual([]);
    expect(lines()).toHaveLength(2);
  });

  it('writes a bug that never ends so many times', () => {
    const { bugs, lines } = createBench();
    for (let i = 0; i < 500; i += 1) bugs.page('error=Error');
    expect(lines()).toHaveLength(200);
  });

  it('takes back that the page hangs when it answers', () => {
    const { bugs, notices } = createBench();
    bugs.answering(false);
    bugs.answering(true);
    expect(notices.list()).toEqual([]);
    bugs.answering(false);
    expect(notices.list()).toMatchObject([{ id: 'page-hangs' }]);
  });

  it('says nothing of a helper that ended as it should', () => {
    const { bugs, notices } = createBench();
    bugs.helperGone({ type: 'Utility', reason: 'clean-exit', exitCode: 0 });
    expect(notices.list()).toEqual([]);
  });
});
