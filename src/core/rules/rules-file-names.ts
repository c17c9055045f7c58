/** What a file calls by name, and this computer by id. Addresses of destinations work like keys and stay out. */
export interface RuleNames {
  readonly servers: readonly { readonly id: string; readonly name: string; readonly address: string }[];
  readonly destinations: readonly { readonly id: string; readonly name: string }[];
  /** A name that is not known stands for itself: a file of events knows servers by their names. */
  readonly isLenient?: true;
}

interface Named {
  readonly id: string;
  /** What it may be called, best first. */
  readonly words: readonly string[];
}

export function serversOf({ servers }: RuleNames): readonly Named[] {
  return servers.map(({ id, name, address }) => ({ id, words: [name, address, id] }));
}

export function destinationsOf({ destinations }: RuleNames): readonly Named[] {
  return destinations.map(({ id, name }) => ({ id, words: [name, id] }));
}

/** The only one that is called so, by its name rather than by its address, in any case of letters; `null` for none or several. */
export function idOfName(all: readonly Named[], text: string): string | null {
  for (const isSame of [same, sameLetters]) {
    for (const place of [0, 1, 2]) {
      const found = all.filter(({ words }) => isSame(words[place], text));
      if (found.length === 1) return found[0]?.id ?? null;
    }
  }
  return null;
}

/** The first of its names that leads back to it; its id where none does, as for one that is gone. */
export function nameOfId(all: readonly Named[], id: string): string {
  const named = all.find((each) => each.id === id);
  return named?.words.find((word) => word.length <= 255 && idOfName(all, word) === id) ?? id;
}

function same(word: string | undefined, text: string): boolean {
  return word === text;
}

function sameLetters(word: string | undefined, text: string): boolean {
  return word?.toLowerCase() === text.trim().toLowerCase();
}
