import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NotesAsked, WatchNotes } from '../../core/history/watch-notes.ts';
import { countLines, groupByDay } from '../../core/view/note-words.ts';
import { bridge } from '../state/bridge.ts';
import { createPacer } from '../state/pacer.ts';

/** Lines shown at first, and added by each request for older ones. */
const PAGE = 50;
/** A line may contain many notes. At most so many are requested to fill a page. */
const MAX_NOTES_TO_FILL = 1_600;
/** Shortest time between two requests while alerts arrive. */
const REFRESH_MS = 1_000;

/** Reads alerts and connections from the history, and again when there are new ones. */
export class NotesFeed implements ReactiveController {
  /** `null` until there was an answer. */
  answer: WatchNotes | null = null;
  failed = false;
  readonly #host: ReactiveControllerHost;
  readonly #refresh = createPacer(REFRESH_MS, () => void this.#ask());
  #wanted: NotesAsked = { choice: 'all', from: null, to: null, text: '' };
  #lines = PAGE;
  #limit = PAGE;
  #connected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostDisconnected(): void {
    this.#connected = false;
  }

  /** Shows other notes, from their newest on. */
  look(wanted: NotesAsked): void {
    this.#wanted = wanted;
    this.#lines = PAGE;
    this.#limit = PAGE;
    void this.#ask();
  }

  /** There is a new note. */
  changed(): void {
    this.#refresh();
  }

  readonly more = (): void => {
    this.#lines += PAGE;
    this.#limit += PAGE;
    void this.#ask();
  };

  readonly retry = (): void => void this.#ask();

  async #ask(): Promise<void> {
    const wanted = this.#wanted;
    const limit = this.#limit;
    if (!this.#connected) return;
    const answer = await bridge()
      .readNotes(wanted, limit)
      .catch(() => null);
    if (wanted !== this.#wanted || limit !== this.#limit) return;
    if (answer !== null && this.#isThin(answer)) {
      this.#limit *= 2;
      void this.#ask();
      return;
    }
    this.failed = answer === null;
    this.answer = answer ?? this.answer;
    this.#host.requestUpdate();
  }

  /** The loaded notes fold to fewer lines than needed, and there are more. */
  #isThin(answer: WatchNotes): boolean {
    const isFilled = countLines(groupByDay(answer, Date.now())) >= this.#lines;
    return answer.more && !isFilled && this.#limit < MAX_NOTES_TO_FILL;
  }
}
