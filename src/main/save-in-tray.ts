import type { App } from 'electron';
import type { Clock } from '../core/clock.ts';
import { collectGarbage } from '../node/collect-garbage.ts';
import { setOptimizing } from '../node/optimizing-compiler.ts';
import type { Engine } from './engine.ts';
import { keepTidy } from './keep-tidy.ts';
import { restCompiler } from './rest-compiler.ts';

export interface SavingPorts {
  readonly app: Pick<App, 'on' | 'off'>;
  readonly clock: Clock;
  readonly engine: Engine;
  /** A window is open. */
  isWatched(): boolean;
}

/** What costs memory and time for nothing while nobody looks, and can be left out. Returns the undo. */
export function saveInTray({ app, clock, engine, isWatched }: SavingPorts): () => void {
  const calm = { clock, isWatched, received: () => engine.monitor.counts().received };
  const compiler = restCompiler({ ...calm, setOptimizing });
  const unsubscribe = engine.monitor.onEvent(({ kind }) => {
    if (kind === 'event') compiler.noteEvent();
  });
  app.on('browser-window-created', compiler.wake);
  const stopTidying = keepTidy({
    ...calm,
    tidy() {
      collectGarbage();
      engine.history.tidy();
    },
  });
  return () => {
    stopTidying();
    unsubscribe();
    app.off('browser-window-created', compiler.wake);
    compiler.stop();
  };
}
