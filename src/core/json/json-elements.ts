/** A text cut out of a list, and the number of the list it stood in, counted from 0. */
export interface JsonElement {
  readonly text: string;
  readonly list: number;
}

/** What an answer holds whose elements are wanted: `[{}, {}]`, or `[[{}, {}], [{}]]`. */
export type ListShape = 'list' | 'list-of-lists';

/**
 * Cuts the objects out of a JSON list while it comes, so that an answer of many megabytes is never parsed in one go. What is
 * no object is passed over. Each element is to be parsed by the caller.
 */
export class JsonElements {
  readonly #wantedDepth: number;
  /** Lists around the current place, as long as it is in no object. */
  #lists = 0;
  /** Objects, and lists within them, around the current place. */
  #nested = 0;
  #isWanted = false;
  #inString = false;
  #isEscaped = false;
  #listNumber = -1;
  #hasEnded = false;
  #isBroken = false;
  /** The beginning of an element whose end has not come. */
  #begun = '';

  constructor(shape: ListShape) {
    this.#wantedDepth = shape === 'list' ? 1 : 2;
  }

  /** The text was one whole list. */
  get isWhole(): boolean {
    return this.#hasEnded && !this.#isBroken;
  }

  /** The next part of the text. Returns the elements that end in it. */
  push(text: string): readonly JsonElement[] {
    const elements: JsonElement[] = [];
    let start = this.#isWanted ? 0 : -1;
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at] ?? '';
      if (this.#inString) this.#readString(char);
      else if (this.#nested > 0) {
        this.#readNested(char);
        if (this.#nested > 0 || !this.#isWanted) continue;
        elements.push({ text: this.#begun + text.slice(start, at + 1), list: this.#listNumber });
        this.#begun = '';
        this.#isWanted = false;
        start = -1;
      } else if (this.#beginsObject(char)) start = at;
    }
    if (start >= 0) this.#begun += text.slice(start);
    return elements;
  }

  #readString(char: string): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (char === '\\') this.#isEscaped = true;
    else if (char === '"') this.#inString = false;
  }

  #readNested(char: string): void {
    if (char === '"') this.#inString = true;
    else if (char === '{' || char === '[') this.#nested += 1;
    else if (char === '}' || char === ']') this.#nested -= 1;
  }

  /** Reads a character that stands in no object. True where it begins one that is wanted. */
  #beginsObject(char: string): boolean {
    if (/\s/.test(char)) return false;
    if (this.#hasEnded || (this.#lists === 0 && char !== '[')) this.#isBroken = true;
    switch (char) {
      case '"':
        this.#inString = true;
        break;
      case '[':
        this.#lists += 1;
        if (this.#lists === this.#wantedDepth) this.#listNumber += 1;
        break;
      case ']':
        this.#lists -= 1;
        this.#hasEnded = this.#lists === 0;
        break;
      case '{':
        this.#nested = 1;
        this.#isWanted = this.#lists === this.#wantedDepth;
        break;
    }
    return this.#isWanted;
  }
}
