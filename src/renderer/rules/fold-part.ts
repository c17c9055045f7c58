import {
  css,
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

/** The parts of a form that are open, by their titles. */
export class OpenFolds implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #open = new Set<string>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#open.clear();
  }

  /** A part that is rarely used: one line that says what it is set to. What is in it is not made before it is opened. */
  part(title: string, value: string, content: () => unknown): TemplateResult {
    const isOpen = this.#open.has(title);
    return html`<details
      class="fold"
      ?open=${isOpen}
      @toggle=${(event: Event) => this.#onToggle(title, event)}
    >
      <summary><span class="label">${title}</span><span class="hint ellipsis">${value}</span></summary>
      ${isOpen ? html`<div class="folded">${content()}</div>` : nothing}
    </details>`;
  }

  #onToggle(title: string, { target }: Event): void {
    if (!(target instanceof HTMLDetailsElement) || target.open === this.#open.has(title)) return;
    if (target.open) this.#open.add(title);
    else this.#open.delete(title);
    this.#host.requestUpdate();
  }
}

export const foldStyles = css`
  .folds {
    display: grid;
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  .fold + .fold {
    border-top: 1px solid var(--line);
  }
  .fold > summary {
    display: flex;
    align-items: baseline;
    gap: 10px;
    width: auto;
    padding: 7px 10px;
    border-radius: 8px;
    color: inherit;
    font-size: inherit;
    list-style: none;
  }
  .fold > summary::-webkit-details-marker {
    display: none;
  }
  .fold > summary::after {
    content: '›';
    margin-left: auto;
    color: var(--dim);
  }
  .fold[open] > summary::after {
    transform: rotate(90deg);
  }
  .fold > summary:hover {
    background: var(--hover);
  }
  .fold .hint {
    min-width: 0;
  }
  .folded {
    display: grid;
    gap: 10px;
    padding: 4px 10px 12px;
  }
`;
