import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRestarter } from '../../scripts/dev/restarter.mjs';

/** Programs that end when the test says so. */
function createPrograms(): {
  readonly diary: string[];
  start: () => { stop: () => void; ended: Promise<void> };
  end: (program: number) => void;
  started: (count: number) => Promise<void>;
} {
  const diary: string[] = [];
  const ends: (() => void)[] = [];
  const waiting: { count: number; tell: () => void }[] = [];
  return {
    diary,
    start() {
      const program = ends.length + 1;
      diary.push(`start ${program}`);
      const ended = new Promise<void>((resolve) => {
        ends.push(() => {
          diary.push(`end ${program}`);
          resolve();
        });
      });
      for (const { count, tell } of waiting) if (count === program) tell();
      return { stop: () => diary.push(`stop ${program}`), ended };
    },
    end: (program) => ends[program - 1]?.(),
    started: (count) =>
      new Promise((tell) => {
        if (ends.length >= count) tell();
        else waiting.push({ count, tell });
      }),
  };
}

describe('the app during development', () => {
  it('starts again only when the one before has ended, and once for several changes', async () => {
    const programs = createPrograms();
    const restarter = createRestarter(programs.start, 1);
    restarter.restart();
    restarter.restart();
    await programs.started(1);
    restarter.restart();
    await sleep(20);
    expect(programs.diary).toEqual(['start 1', 'stop 1']);
    programs.end(1);
    await programs.started(2);
    expect(programs.diary).toEqual(['start 1', 'stop 1', 'end 1', 'start 2']);
  });

  it('comes back at the next change when its person has closed it', async () => {
    const programs = createPrograms();
    const restarter = createRestarter(programs.start, 1);
    restarter.restart();
    await programs.started(1);
    programs.end(1);
    restarter.restart();
    await programs.started(2);
    expect(programs.diary).toEqual(['start 1', 'end 1', 'stop 1', 'start 2']);
  });

  it('ends for good, also when a change has just come', async () => {
    const programs = createPrograms();
    const restarter = createRestarter(() => {
      const program = programs.start();
      return {
        ...program,
        stop() {
          program.stop();
          programs.end(1);
        },
      };
    }, 1);
    restarter.restart();
    await programs.started(1);
    restarter.restart();
    await restarter.stop();
    await sleep(20);
    expect(programs.diary).toEqual(['start 1', 'stop 1', 'end 1']);
  });
});
