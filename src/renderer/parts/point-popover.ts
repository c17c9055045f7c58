import { css, type LitElement, type ReactiveController } from 'lit';

/** Distance kept from the edges of the window, CSS pixels. */
const EDGE_PX = 6;

/**
 * A popover of the browser's top layer at a point of the window, so that it is never cut off. It closes on a press
 * elsewhere, and when the window loses the focus or is resized.
 */
export class PointPopover implements ReactiveController {
  readonly #host: LitElement;
  #returnTo: HTMLElement | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.close(false);
  }

  get box(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('[popover]');
  }

  /** Shows it inside of the window. `returnTo` has the focus afterwards. */
  open(at: { readonly x: number; readonly y: number }, returnTo: HTMLElement | null): void {
    const { box } = this;
    if (box === null) return;
    this.#returnTo = returnTo;
    if (!box.matches(':popover-open')) box.showPopover();
    const { width, height } = box.getBoundingClientRect();
    const left = at.x + width + EDGE_PX > innerWidth ? at.x - width : at.x;
    const top = at.y + height + EDGE_PX > innerHeight ? at.y - height : at.y;
    box.style.left = `${String(Math.max(EDGE_PX, Math.min(left, innerWidth - width - EDGE_PX)))}px`;
    box.style.top = `${String(Math.max(EDGE_PX, Math.min(top, innerHeight - height - EDGE_PX)))}px`;
    document.addEventListener('pointerdown', this.#onPress, true);
    window.addEventListener('blur', this.#onLeave);
    window.addEventListener('resize', this.#onLeave);
  }

  close(withFocus: boolean): void {
    document.removeEventListener('pointerdown', this.#onPress, true);
    window.removeEventListener('blur', this.#onLeave);
    window.removeEventListener('resize', this.#onLeave);
    if (this.box?.matches(':popover-open') !== true) return;
    this.box.hidePopover();
    if (withFocus) this.#returnTo?.focus();
  }

  readonly #onPress = (event: Event): void => {
    if (!event.composedPath().includes(this.#host)) this.close(false);
  };

  readonly #onLeave = (): void => this.close(false);
}

export const pointPopover = css`
  [popover] {
    position: fixed;
    inset: 0 auto auto 0;
    margin: 0;
  }
`;
