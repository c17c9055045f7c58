import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Fake } from './fake-bridge.ts';
import { startPageServer, type PageServer } from './page-server.ts';

/** Where a Chromium usually is; `CHROMIUM_PATH` wins. */
const CANDIDATES = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const chromiumPath = CANDIDATES.find((path) => path !== '' && existsSync(path)) ?? null;

/** Ends up in the name of what is skipped. */
export const whySkipped = chromiumPath === null ? ' (skipped: no Chromium found, set CHROMIUM_PATH)' : '';

declare global {
  interface Window {
    readonly fake: Fake;
    /** Violations of the content security policy, and errors nobody caught. */
    readonly complaints: readonly string[];
  }
}

export interface OpenedPage {
  readonly page: Page;
  /** Everything the page complained about until now. */
  complaints(): Promise<readonly string[]>;
}

export interface TestBrowser {
  /** Opens the page in the state that the hash names. See `fake-scenes.ts`. */
  open(hash: string, size?: { readonly width: number; readonly height: number }): Promise<OpenedPage>;
  close(): Promise<void>;
}

/** A headless Chromium and the page server. One for each test file. */
export async function startBrowser(): Promise<TestBrowser> {
  const server: PageServer = await startPageServer();
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--headless=new', '--no-sandbox'],
  });
  return {
    async open(hash, size = { width: 1280, height: 800 }) {
      const page = await browser.newPage({ viewport: size });
      await page.addInitScript(() => {
        const complaints: string[] = [];
        Object.assign(window, { complaints });
        document.addEventListener('securitypolicyviolation', (event) => {
          complaints.push(`csp: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
        });
        window.addEventListener('error', (event) => complaints.push(`error: ${event.message}`));
        window.addEventListener('unhandledrejection', (event) =>
          complaints.push(`rejection: ${String(event.reason)}`),
        );
      });
      await page.goto(`${server.url}#${hash}`);
      await page.locator('pl-nav-rail').waitFor();
      return { page, complaints: () => page.evaluate(() => window.complaints) };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Longer than the page waits for further keys, and than two pieces of news are apart. */
const SETTLED_MS = 130;
/** Frames that a quick page has drawn by then. On a slow machine they take as long as it is slow. */
const SETTLED_FRAMES = 6;

/** Waits until the page has drawn what it was told. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    async ([ms, frames]) => {
      const frame = (): Promise<unknown> =>
        new Promise((resolve) => {
          setTimeout(() => requestAnimationFrame(resolve));
        });
      const isOver = new Promise((resolve) => {
        setTimeout(resolve, ms);
      });
      for (let drawn = 0; drawn < frames; drawn += 1) await frame();
      await isOver;
      for (let drawn = 0; drawn < 2; drawn += 1) await frame();
    },
    [SETTLED_MS, SETTLED_FRAMES] as const,
  );
}

/** Sequence numbers of the rows that are drawn and in view, top to bottom. */
export function visibleSeqs(page: Page): Promise<number[]> {
  return page.locator('pl-log-list').evaluate((list) => {
    const scroller = list.shadowRoot?.querySelector('.scroller');
    if (!scroller) return [];
    const { top, bottom } = scroller.getBoundingClientRect();
    return [...scroller.querySelectorAll<HTMLElement>('.row')]
      .filter((row) => {
        const box = row.getBoundingClientRect();
        return box.bottom > top + 27 && box.top < bottom - 1;
      })
      .map((row) => Number(row.dataset['seq']));
  });
}

export function lastSeq(page: Page): Promise<number> {
  return page.evaluate(() => window.fake.log.lastSeq);
}
