import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HomeThing } from '../../core/rules/home-things.ts';
import { bridge } from '../state/bridge.ts';

/** The things of all homes and the types of their events, asked when a form or list opens. */
export class HomeThingsFeed implements ReactiveController {
  things: readonly HomeThing[] = [];
  types: readonly string[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #withTypes: boolean;

  constructor(host: ReactiveControllerHost, { withTypes }: { readonly withTypes: boolean }) {
    this.#host = host;
    this.#withTypes = withTypes;
    host.addController(this);
  }

  hostConnected(): void {
    this.#read().catch(() => {
      // Without names, ids are shown; main reports its own errors.
    });
  }

  async #read(): Promise<void> {
    this.things = await bridge().listThings();
    this.#host.requestUpdate();
    if (!this.#withTypes) return;
    const types = await bridge().listValues('log', 'type', '');
    this.types = types.map(({ value }) => value);
    this.#host.requestUpdate();
  }
}
