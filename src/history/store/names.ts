import type { ColumnAs } from './schema.ts';
import type { Statements } from './statements.ts';

/** What a name is of. The same text can be several: a domain and a state, say. */
export type NameKind = 'kind' | 'server' | ColumnAs<'name' | 'thing'>;

export interface KnownName {
  readonly id: number;
  readonly text: string;
  /** Events that have it. */
  readonly uses: number;
}

/** Names held in memory. A server that makes up new ones without end must not fill it. */
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
    /** Id of a name, which is made if need be. It has one use more. */
    use(kind: NameKind, text: string): number {
      const known =
        ids.get(`${kind}\n${text}`) ?? remember(kind, text, find(kind, text)?.id ?? add(kind, text));
      change(known, 1);
      return known;
    },
    /** One use less. A name without uses goes with the next `save`. */
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
    /** All of a kind whose text begins so. */
    list(kind: NameKind, prefix: string): readonly KnownName[] {
      return statements.all<KnownName>(
        'SELECT id, text, uses FROM name WHERE kind = ? AND text >= ? AND text < ? AND uses > 0',
        kind,
        prefix,
        `${prefix}\u{10ffff}`,
      );
    },
    /** Writes the numbers of uses that have changed. */
    save(): void {
      for (const [id, by] of changes) {
        statements.run('UPDATE name SET uses = uses + ? WHERE id = ?', by, id);
        if (by >= 0) continue;
        const gone = statements.run(`DELETE FROM name WHERE id = ? AND uses <= 0 AND kind <> 'kind'`, id);
        if (gone > 0) forget(id);
      }
      changes.clear();
    },
    /** Forgets what was not saved. */
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
