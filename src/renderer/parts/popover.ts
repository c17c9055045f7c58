import type { LitElement, ReactiveController } from 'lit';

/**
 * Open or closed, for a small panel under a button. Closes by Escape, by a press outside of the element marked
 * `data-popover`, and when the component leaves the page. Escape gives the focus back to the button.
 */
export class Popover implements ReactiveController {
  readonly #host: LitElement;
  #open = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get open(): boolean {
    return this.#open;
  }

  readonly toggle = (): void => this.#set(!this.#open);

  readonly close = (): void => this.#set(false);

  hostDisconnected(): void {
    this.#set(false);
  }

  #set(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    const change = open ? 'addEventListener' : 'removeEventListener';
    document[change]('pointerdown', this.#onPointerDown, true);
    document[change]('keydown', this.#onKeyDown, true);
    this.#host.requestUpdate();
  }

  get #panel(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[data-popover]');
  }

  readonly #onPointerDown = (event: Event): void => {
    const panel = this.#panel;
    if (panel === null || !event.composedPath().includes(panel)) this.close();
  };

  readonly #onKeyDown = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    const button = this.#panel?.querySelector<HTMLElement>('button[aria-expanded]');
    this.close();
    button?.focus();
  };
}
