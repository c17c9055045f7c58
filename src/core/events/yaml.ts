import { isWireRecord } from './read-field.ts';

/** Words that YAML 1.1, which Home Assistant's parser uses, reads as a boolean or null. */
const MEANT_OTHERWISE = /^(?:y|n|yes|no|on|off|true|false|null|none|nan|inf)$/i;
/** Begins with a letter, has nothing that could begin a number, a date, a comment, a mapping or a tag. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$/;

/**
 * A value that JSON can hold, as block YAML 1.1 (https://yaml.org/spec/1.1/), two blanks a level. Other values are
 * quoted, so that `on` stays a text and `08:30` does not become a number in base 60.
 */
export function toYaml(value: unknown): string {
  return blockLines(value).join('\n');
}

function blockLines(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) => hang('- ', blockLines(item)));
  }
  if (isWireRecord(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, item]) => memberLines(`${scalar(key)}:`, item));
  }
  return [inline(value)];
}

function memberLines(key: string, value: unknown): readonly string[] {
  const lines = blockLines(value);
  const isNested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isNested ? [key, ...lines.map((line) => `  ${line}`)] : [`${key} ${lines[0] ?? ''}`];
}

function hang(mark: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, place) => `${place === 0 ? mark : '  '}${line}`);
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return '[]';
  if (isWireRecord(value)) return '{}';
  return scalar(value);
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return PLAIN.test(value) && !MEANT_OTHERWISE.test(value) ? value : quoted(value);
    case 'number':
      return number(value);
    case 'boolean':
      return String(value);
    default:
      return 'null';
  }
}

/** JSON strings are valid YAML, except for characters that end a line in YAML 1.1 or are not allowed in it. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A float of YAML 1.1 has a point, also before an exponent. */
function number(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}
