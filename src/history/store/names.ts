import type { ColumnAs } from './schema.ts';
import type { Statements } from './statements.ts';

/** The kind of a name. The same text can have several, such as domain and state. */
export type NameKind = 'kind' | 'server' | ColumnAs<'name' | 'thing'>;

export interface KnownName {
  readonly id: number;
  readonly text: string;
  /** Number of events that have it. */
  readonly uses: number;
}

/** Most names in memory. A server that keeps inventing names must not fill it. */
const MAX_REMEMBERED = 50_000;

/** The table `name`: each text that many events share, once, with the number of events that have it. */
export function createNames(statements: Statements) {
  const ids = new Map<string, number>();
  const texts = new Map<number, string>();
  const changes = new Map<number, number>();

  function remember(kind: NameKind, text: string, id: number): number {
    if (texts.size >= MAX_REMEMBERED) {
      ids.clear();
      texts.clear();
    }
    ids.set(`${kind}\n${text}`, id);
    texts.set(id, text);
    return id;
  }

  function find(kind: NameKind, text: string): KnownName | null {
    return statements.get<KnownName>(
      'SELECT id, text, uses FROM name WHERE kind = ? AND text = ?',
      kind,
      text,
    );
  }

  function change(id: number, by: number): void {
    changes.set(id, (changes.get(id) ?? 0) + by);
  }

  return {
    /** Id of a name, which is created if necessary. Counts one more use. */
    use(kind: NameKind, text: string): number {
      const known =
        ids.get(`${kind}\n${text}`) ?? remember(kind, text, find(kind, text)?.id ?? add(kind, text));
      change(known, 1);
      return known;
    },
    /** Counts one use less. The next `save` deletes a name without uses. */
    drop: (id: number): void => change(id, -1),
    find,
    textOf(id: number): string {
      const known = texts.get(id);
      if (known !== undefined) return known;
      const row = statements.get<{ kind: NameKind; text: string }>(
        'SELECT kind, text FROM name WHERE id = ?',
        id,
      );
      if (row !== null) remember(row.kind, row.text, id);
      return row?.text ?? '';
    },
    /** All names of a kind with this prefix. */
    list(kind: NameKind, prefix: string): readonly KnownName[] {
      return statements.all<KnownName>(
        'SELECT id, text, uses FROM name WHERE kind = ? AND text >= ? AND text < ? AND uses > 0',
        kind,
        prefix,
        `${prefix}\u{10ffff}`,
      );
    },
    /** Writes the changed numbers of uses. */
    save(): void {
      for (const [id, by] of changes) {
        statements.run('UPDATE name SET uses = uses + ? WHERE id = ?', by, id);
        if (by >= 0) continue;
        const gone = statements.run(`DELETE FROM name WHERE id = ? AND uses <= 0 AND kind <> 'kind'`, id);
        if (gone > 0) forget(id);
      }
      changes.clear();
    },
    /** Drops unsaved changes. */
    reset(): void {
      ids.clear();
      texts.clear();
      changes.clear();
    },
  };

  function add(kind: NameKind, text: string): number {
    statements.run('INSERT INTO name (kind, text) VALUES (?, ?)', kind, text);
    return find(kind, text)?.id ?? 0;
  }

  function forget(id: number): void {
    const text = texts.get(id);
    texts.delete(id);
    for (const [key, known] of ids) if (known === id && key.endsWith(`\n${text ?? ''}`)) ids.delete(key);
  }
}
