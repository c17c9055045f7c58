import type { Notice } from '../../core/ipc/overview.ts';

/** The sentences at the top of the window. */
export type Notices = ReturnType<typeof createNotices>;

/** Keeps notices in the order in which they were first set. */
export function createNotices() {
  const notices = new Map<string, Notice>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const fn of [...listeners]) fn();
  };
  return {
    list: (): readonly Notice[] => [...notices.values()],
    /** Adds a notice or replaces the one with its id. */
    set(notice: Notice): void {
      const old = notices.get(notice.id);
      if (old?.text === notice.text && old.tone === notice.tone && old.action === notice.action) return;
      notices.set(notice.id, notice);
      changed();
    },
    /** Removes a notice that was dismissed or is no longer true. */
    clear(id: string): void {
      if (notices.delete(id)) changed();
    },
    onChange(fn: () => void): () => void {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}
