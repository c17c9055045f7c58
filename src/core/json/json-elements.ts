/** A text cut from a list, and the number of its list, counted from 0. */
export interface JsonElement {
  readonly text: string;
  readonly list: number;
}

/** The shape of an answer: `[{}, {}]`, or `[[{}, {}], [{}]]`. */
export type ListShape = 'list' | 'list-of-lists';

/**
 * Cuts the objects from a JSON list while it arrives, so that an answer of many megabytes is never parsed at once. Other
 * values are skipped. The caller parses each element.
 */
export class JsonElements {
  readonly #wantedDepth: number;
  /** Number of lists around the current place while it is outside any object. */
  #lists = 0;
  /** Number of objects, and of lists in them, around the current place. */
  #nested = 0;
  #isWanted = false;
  #inString = false;
  #isEscaped = false;
  #listNumber = -1;
  #hasEnded = false;
  #isBroken = false;
  /** The beginning of an element that has not ended. */
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

  /** Reads a character outside any object. True if it begins an element. */
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
