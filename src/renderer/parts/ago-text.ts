import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { nextAgoMs } from '../../core/view/moment-words.ts';
import { describeAgo } from '../../core/time/relative-time.ts';

/** "31 minutes ago". Redraws only itself when the words change. */
@customElement('pl-ago')
export class AgoText extends LitElement {
  /** Epoch ms. */
  @property({ type: Number }) accessor at = 0;

  #timer: ReturnType<typeof setTimeout> | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  protected override updated(): void {
    this.#stop();
    if (!this.isConnected) return;
    this.#timer = setTimeout(() => this.requestUpdate(), nextAgoMs(Math.max(0, Date.now() - this.at)));
  }

  protected override render(): unknown {
    return describeAgo(this.at, Date.now());
  }
}
