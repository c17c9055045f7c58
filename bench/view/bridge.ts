import '../../test/browser/fake-bridge.ts';
import type { BridgeWire } from '../../src/core/ipc/bridge.ts';
import { ROWS_MESSAGE } from '../../src/core/ipc/channels.ts';
import type { HouseNote, HouseOrder } from './house-worker.ts';

/** The page's bridge, with the log in another thread as it is in the app. Everything else is answered in the page. */
const stored = new URLSearchParams(location.hash.slice(1)).get('house') ?? '0';
const house = new Worker(`house-worker.js?stored=${stored}`);
const order = (message: HouseOrder, ports: MessagePort[] = []): void => {
  house.postMessage(message, ports);
};

const wire = Reflect.get(window, 'porchlight') as BridgeWire;
Object.assign(window, {
  porchlight: {
    ...wire,
    request(name, args) {
      if (name !== 'openLog') return wire.request(name, args);
      const { port1, port2 } = new MessageChannel();
      order({ kind: 'line', port: port1 }, [port1]);
      window.postMessage(ROWS_MESSAGE, '*', [port2]);
      return Promise.resolve({ ok: true, value: null });
    },
  } satisfies BridgeWire,
});

/** Milliseconds from writing an event down until its row stands in the list. */
const delays: number[] = [];
/** The same until the frame with it has been handed to the compositor. */
const frameDelays: number[] = [];
/** When the house stood, on the page's clock. */
let readyMs = 0;
let newest: HouseNote = { seq: 0, at: 0 };
let awaited: HouseNote | null = null;

function listRoot(): ShadowRoot | null | undefined {
  const page = document.querySelector('pl-app')?.shadowRoot?.querySelector('pl-events-page');
  return page?.shadowRoot?.querySelector('pl-log-list')?.shadowRoot;
}

house.addEventListener('message', ({ data }: MessageEvent<HouseNote>) => {
  if (readyMs === 0) readyMs = performance.now();
  newest = data;
  awaited = data;
  look();
});

function look(): void {
  const rows = listRoot()?.querySelectorAll<HTMLElement>('.row');
  const last = Number(rows?.[rows.length - 1]?.dataset['seq'] ?? 0);
  if (awaited === null || last < awaited.seq) return;
  const { at } = awaited;
  delays.push(sinceMs(at));
  awaited = null;
  requestAnimationFrame(() => {
    // The first task after the frame.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      frameDelays.push(sinceMs(at));
      port1.close();
    };
    port2.postMessage(null);
  });
}

function sinceMs(at: number): number {
  return performance.timeOrigin + performance.now() - at;
}

const bench = {
  run: (perSecond: number): void => {
    order({ kind: 'run', perSecond });
  },
  delays,
  frameDelays,
  newest: (): HouseNote => newest,
  readyMs: (): number => readyMs,
  /** Looks after every change of the list. */
  watch: (): void => {
    const rows = listRoot()?.querySelector('.rows');
    if (rows) new MutationObserver(look).observe(rows, { subtree: true, childList: true, attributes: true });
    delays.length = 0;
    frameDelays.length = 0;
  },
};

Object.assign(window, { bench });
