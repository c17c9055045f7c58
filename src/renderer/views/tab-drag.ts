import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Dragging one of several tabs to another place. */
export class TabDrag implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onDrop: (id: string, to: number) => void;
  #id: string | null = null;
  #from = -1;
  /** The tab it hovers over. */
  #over = -1;

  /** `onDrop` gets the place among the others. */
  constructor(host: ReactiveControllerHost, onDrop: (id: string, to: number) => void) {
    this.#host = host;
    this.#onDrop = onDrop;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.end();
  }

  /** Class of a tab: what is dragged, and on which side of which tab it would come to stand. */
  classOf(place: number): 'dragged' | 'before' | 'after' | '' {
    if (this.#id === null) return '';
    if (place === this.#from) return 'dragged';
    if (place !== this.#over) return '';
    return place < this.#from ? 'before' : 'after';
  }

  start(event: DragEvent, id: string, place: number): void {
    this.#id = id;
    this.#from = place;
    if (event.dataTransfer === null) return;
    event.dataTransfer.effectAllowed = 'move';
    // Firefox and some desktops begin no drag without data.
    event.dataTransfer.setData('text/plain', id);
  }

  hover(event: DragEvent, place: number): void {
    if (this.#id === null) return;
    event.preventDefault();
    if (place === this.#over) return;
    this.#over = place;
    this.#host.requestUpdate();
  }

  readonly drop = (event: DragEvent): void => {
    const id = this.#id;
    const over = this.#over;
    if (id === null) return;
    event.preventDefault();
    this.end();
    if (over !== -1) this.#onDrop(id, over);
  };

  readonly end = (): void => {
    this.#id = null;
    this.#over = -1;
    this.#host.requestUpdate();
  };
}
