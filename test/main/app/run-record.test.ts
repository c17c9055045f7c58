import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { offerSafeMode } from '../../../src/main/app/offer-safe-mode.ts';
import { beginRun } from '../../../src/main/app/run-record.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

/** Runs of one computer after the other, in one folder. */
function createRuns() {
  const folder = createTemporaryFolder();
  const clock = createVirtualClock();
  return {
    folder,
    clock,
    begin: (boot = 'monday') => beginRun({ folder, clock, boot }),
  };
}

describe('beginRun', () => {
  it('offers nothing at first, and nothing after runs that ended in order', () => {
    const { begin } = createRuns();
    for (let time = 0; time < 5; time += 1) {
      const run = begin();
      expect(run.trouble).toBeNull();
      run.end();
    }
  });

  it('offers safe mode after the second crash in a row, and not after a single one', () => {
    const { begin } = createRuns();
    expect(begin().trouble).toBeNull();
    expect(begin().trouble).toBeNull();
    expect(begin().trouble).toBe('runs');
    const fourth = begin();
    expect(fourth.trouble).toBe('runs');
    fourth.end();
    expect(begin().trouble).toBeNull();
  });

  it('counts no crash before one that ended in order', () => {
    const { begin } = createRuns();
    begin();
    begin().end();
    begin();
    expect(begin().trouble).toBeNull();
  });

  it('takes a power cut for no crash, also two of them', () => {
    const { begin } = createRuns();
    begin('monday');
    expect(begin('tuesday').trouble).toBeNull();
    expect(begin('wednesday').trouble).toBeNull();
    expect(begin('wednesday').trouble).toBeNull();
  });

  it('takes the end of a run that lasted for no crash, such as a session that is torn down', async () => {
    const { begin, clock } = createRuns();
    for (let day = 0; day < 3; day += 1) {
      expect(begin().trouble).toBeNull();
      await clock.advance(600_000);
    }
    begin();
    expect(begin().trouble).toBeNull();
  });

  it.each(['window', 'history'] as const)(
    'offers safe mode when the %s died twice within a minute',
    async (part) => {
      const { begin, clock } = createRuns();
      const run = begin();
      run.died(part);
      await clock.advance(60_000);
      run.died(part);
      run.end();
      const next = begin();
      expect(next.trouble).toBeNull();
      next.died(part);
      await clock.advance(59_999);
      next.died(part);
      next.end();
      const last = begin();
      expect(last.trouble).toBe(part);
      last.end();
      expect(begin().trouble).toBeNull();
    },
  );

  it('offers nothing when a window and a history die once each', () => {
    const { begin } = createRuns();
    const run = begin();
    run.died('window');
    run.died('history');
    run.end();
    expect(begin().trouble).toBeNull();
  });

  it.each(['', 'null', '[]', '{"version":1}', '{"version":2,"isOpen":true,"crashes":9}', '\0\0\0'])(
    'goes on with a file that says %j',
    (text) => {
      const { folder, begin } = createRuns();
      writeFileSync(join(folder, 'run.json'), text);
      expect(begin().trouble).toBeNull();
      expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({
        isOpen: true,
        crashes: 0,
      });
    },
  );

  it('knows one start of the computer from another by itself', () => {
    const folder = createTemporaryFolder();
    const clock = createVirtualClock();
    for (const expected of [null, null, 'runs']) expect(beginRun({ folder, clock }).trouble).toBe(expected);
  });
});

describe('offerSafeMode', () => {
  it.each([
    [0, false],
    [1, true],
  ])('starts after button %i in safe mode: %s', async (button, isSafe) => {
    const asked: string[] = [];
    const answer = offerSafeMode('runs', createVirtualClock(), (question) => {
      asked.push(question.message, ...question.buttons);
      return Promise.resolve(button);
    });
    expect(await answer).toBe(isSafe);
    expect(asked).toEqual([
      'Porchlight stopped unexpectedly twice in a row.',
      'Start as usual',
      'Start in safe mode',
    ]);
  });

  it('starts as usual when nobody answers, and takes the question away', async () => {
    const clock = createVirtualClock();
    let isOpen = true;
    const answer = offerSafeMode('window', clock, (_question, signal) => {
      signal.addEventListener('abort', () => {
        isOpen = false;
      });
      return new Promise(() => undefined);
    });
    await clock.advance(59_999);
    expect(isOpen).toBe(true);
    await clock.advance(1);
    expect([await answer, isOpen]).toEqual([false, false]);
  });

  it('starts as usual where no dialog can be shown', async () => {
    const fail = (): Promise<number> => Promise.reject(new Error('no display'));
    expect(await offerSafeMode('history', createVirtualClock(), fail)).toBe(false);
  });
});
