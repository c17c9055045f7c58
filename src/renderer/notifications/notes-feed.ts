import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { NoteChoice, WatchNotes } from '../../core/history/watch-notes.ts';
import { countLines, groupByDay } from '../../core/view/note-words.ts';
import { bridge } from '../state/bridge.ts';
import { createPacer } from '../state/pacer.ts';

/** Lines that are listed at first, and as many more with each request for older ones. */
const PAGE = 50;
/** A line may stand for many notes. So many are asked for at most to fill a page. */
const MAX_NOTES_TO_FILL = 1_600;
/** A storm of alerts asks so often at most. */
const REFRESH_MS = 1_000;

/** Which notes are looked at. `before`: epoch ms to look back from; `null` follows the newest. */
export interface NotesWanted {
  readonly choice: NoteChoice;
  readonly before: number | null;
}

/** Reads alerts and connections out of the history, and again when there are new ones. */
export class NotesFeed implements ReactiveController {
  /** `null` until there was an answer. */
  answer: WatchNotes | null = null;
  failed = false;
  readonly #host: ReactiveControllerHost;
  readonly #refresh = createPacer(REFRESH_MS, () => void this.#ask());
  #wanted: NotesWanted = { choice: 'all', before: null };
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

  /** Looks at others, from their newest on. */
  look(wanted: NotesWanted): void {
    this.#wanted = wanted;
    this.#lines = PAGE;
    this.#limit = PAGE;
    void this.#ask();
  }

  /** Something was noted. */
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
      .readNotes(wanted.choice, wanted.before, limit)
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

  /** What was asked for folds to less than is wanted, and there is more. */
  #isThin(answer: WatchNotes): boolean {
    const isFilled = countLines(groupByDay(answer, Date.now())) >= this.#lines;
    return answer.more && !isFilled && this.#limit < MAX_NOTES_TO_FILL;
  }
}
