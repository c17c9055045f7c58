import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPageRevival, giveUpWindow } from '../../../src/main/window/given-up.ts';
import { createPageFiles } from '../../../src/main/window/page-files.ts';
import { fitWindowPlace, MIN_SIZE } from '../../../src/main/window/window-place.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const LEFT = { x: 0, y: 27, width: 1280, height: 773 };
const RIGHT = { x: 1280, y: 0, width: 2560, height: 1440 };
const PLACE = { x: 100, y: 100, width: 900, height: 600, maximized: false };

describe('fitWindowPlace', () => {
  it.each([
    ['nothing remembered', null, [LEFT], { x: 90, y: 53, width: 1100, height: 720, maximized: false }],
    ['a good place', PLACE, [LEFT], PLACE],
    ['a place on the second display', { ...PLACE, x: 1500 }, [LEFT, RIGHT], { ...PLACE, x: 1500 }],
    ['the second display is gone', { ...PLACE, x: 1500 }, [LEFT], { ...PLACE, x: 190, y: 113 }],
    ['the title bar above the screen', { ...PLACE, y: -50 }, [LEFT], { ...PLACE, x: 190, y: 113 }],
    ['half off to the left', { ...PLACE, x: -600 }, [LEFT], { ...PLACE, x: -600 }],
    ['all but a sliver off to the left', { ...PLACE, x: -850 }, [LEFT], { ...PLACE, x: 190, y: 113 }],
    [
      'maximised on a display that is gone',
      { ...PLACE, x: 9000, maximized: true },
      [LEFT],
      { ...PLACE, x: 190, y: 113, maximized: true },
    ],
    [
      'larger than the display',
      { ...PLACE, x: 0, y: 27, width: 5000, height: 5000 },
      [LEFT],
      { x: 0, y: 27, width: 1280, height: 773, maximized: false },
    ],
    ['too small', { ...PLACE, width: 200, height: 200 }, [LEFT], { ...PLACE, ...MIN_SIZE }],
    ['no display at all', null, [], { x: 90, y: 40, width: 1100, height: 720, maximized: false }],
  ])('%s', (_name, place, displays, expected) => {
    expect(fitWindowPlace(place, displays)).toEqual(expected);
  });
});

describe('createPageFiles', () => {
  function createBench() {
    const folder = createTemporaryFolder();
    const pages = join(folder, 'renderer');
    mkdirSync(join(pages, 'fonts'), { recursive: true });
    writeFileSync(join(folder, 'secret.json'), '{}');
    writeFileSync(join(pages, 'index.html'), '<!doctype html>');
    writeFileSync(join(pages, 'app.js'), 'go()');
    writeFileSync(join(pages, 'app.js.map'), '{}');
    writeFileSync(join(pages, 'fonts', 'a.woff2'), 'x');
    const sounds = join(folder, 'sounds');
    mkdirSync(sounds);
    writeFileSync(join(sounds, 'knock.wav'), 'RIFF');
    return createPageFiles(pages, sounds);
  }

  it.each([
    ['app://porchlight/', 'text/html; charset=utf-8'],
    ['app://porchlight/index.html', 'text/html; charset=utf-8'],
    ['app://porchlight/app.js?v=1#x', 'text/javascript; charset=utf-8'],
    ['app://porchlight/fonts/a.woff2', 'font/woff2'],
    ['app://porchlight/sounds/knock.wav', 'audio/wav'],
    ['app://porchlight/sounds/knock.html', 'text/html; charset=utf-8'],
  ])('serves %s', (url, type) => {
    const { status, headers } = createBench()(url);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
  });

  it.each([
    'app://porchlight/../secret.json',
    'app://porchlight/%2e%2e/secret.json',
    'app://porchlight/..%2fsecret.json',
    'app://porchlight/fonts/..%5c..%5csecret.json',
    'app://porchlight//etc/passwd',
    'app://porchlight/app.js.map',
    'app://porchlight/fonts',
    'app://porchlight/sounds/../secret.json',
    'app://porchlight/sounds/other.html',
    'app://other/index.html',
    'file:///etc/passwd',
    'nonsense',
  ])('has no %s', (url) => {
    expect(createBench()(url)).toMatchObject({ status: 404, body: null });
  });

  it('sends the strict policy with every answer', () => {
    const read = createBench();
    for (const url of ['app://porchlight/', 'app://porchlight/none']) {
      const { headers } = read(url);
      const policy = headers['content-security-policy'];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types lit-html");
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'x-dns-prefetch-control': 'off',
      });
    }
  });
});

describe('createPageRevival', () => {
  it('opens a dead page again, but not for ever', async () => {
    const clock = createVirtualClock();
    const revival = createPageRevival(clock);
    expect([1, 2, 3, 4].map(() => revival.mayRevive())).toEqual([true, true, true, false]);
    await clock.advance(61_000);
    expect(revival.mayRevive()).toBe(true);
  });
});

describe('giveUpWindow', () => {
  function createBench(hasOtherWay: boolean, answer: () => Promise<number>) {
    const clock = createVirtualClock();
    const done: string[] = [];
    const giveUp = (): Promise<void> =>
      giveUpWindow({
        clock,
        hasOtherWay: () => hasOtherWay,
        notify: ({ title }) => {
          done.push(title);
          return Promise.resolve(true);
        },
        ask: ({ buttons }) => {
          done.push(buttons.join(' / '));
          return answer();
        },
        show: () => void done.push('show'),
        quit: () => void done.push('quit'),
      });
    return { clock, done, giveUp };
  }
  const QUESTION = 'Open the window again / Quit Porchlight';

  it('tells of it where the tray leads to the window', async () => {
    const { done, giveUp } = createBench(true, () => Promise.resolve(0));
    await giveUp();
    expect(done).toEqual(['The window stopped working']);
  });

  it.each([
    [0, 'show'],
    [1, 'quit'],
  ])('asks where nothing else does (button %i)', async (button, then) => {
    const { done, giveUp } = createBench(false, () => Promise.resolve(button));
    await giveUp();
    expect(done).toEqual([QUESTION, then]);
  });

  it('tries again after a minute when not even a question can be shown', async () => {
    const { clock, done, giveUp } = createBench(false, () => Promise.reject(new Error('no display')));
    await giveUp();
    expect(done).toEqual([QUESTION]);
    await clock.advance(60_000);
    expect(done).toEqual([QUESTION, 'show']);
  });
});
