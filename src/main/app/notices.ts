import type { Notice } from '../../core/ipc/overview.ts';

/** The sentences at the top of the window. */
export interface Notices {
  list(): readonly Notice[];
  /** Adds a notice or replaces the one with its id. */
  set(notice: Notice): void;
  /** Takes a notice away because it was dismissed or is no longer true. */
  clear(id: string): void;
  onChange(fn: () => void): () => void;
}

/** Keeps notices in the order in which they were first set. */
export function createNotices(): Notices {
  const notices = new Map<string, Notice>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const fn of [...listeners]) fn();
  };
  return {
    list: () => [...notices.values()],
    set(notice) {
      const old = notices.get(notice.id);
      if (old?.text === notice.text && old.tone === notice.tone) return;
      notices.set(notice.id, notice);
      changed();
    },
    clear(id) {
      if (notices.delete(id)) changed();
    },
    onChange(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}
