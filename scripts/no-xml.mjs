/**
 * Stands in the app's bundle for fast-xml-parser and fast-xml-builder. The D-Bus client uses them for descriptions of objects, which we do
 * not ask for. So no text of another program is parsed as XML, and the bundle is smaller.
 */
export class XMLParser {
  parse() {
    throw new Error('This bundle has nothing that reads XML. See scripts/no-xml.mjs.');
  }
}

/** What a program gets that asks us for a description. */
export class Builder {
  build() {
    return '<node/>';
  }
}

// Where fast-xml-builder has its class.
export { Builder as default };
