/**
 * JSON as Home Assistant wrote it before 2022.7: Python's `json.dumps` with its spaces, all but ASCII escaped,
 * and `NaN` and `Infinity` bare, which no JSON parser takes (https://github.com/home-assistant/core/pull/73868).
 */
export function toPythonJson(value: unknown): string {
  if (typeof value === 'number') return toPythonNumber(value);
  if (typeof value === 'string') return escapeNonAscii(JSON.stringify(value));
  if (Array.isArray(value)) return `[${value.map(toPythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${toPythonJson(name)}: ${toPythonJson(member)}`).join(', ')}}`;
  }
  return JSON.stringify(value ?? null);
}

function toPythonNumber(value: number): string {
  return Number.isNaN(value) ? 'NaN' : String(value);
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
