/** https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, without build metadata. */
const VERSION =
  /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-((?:0|[1-9]\d{0,8}|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d{0,8}|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?$/;

/** Is it a version as package.json has it, such as `1.2.0` or `1.2.0-beta.1`? */
export function isVersion(text: string): boolean {
  return text.length <= 64 && VERSION.test(text);
}

/** A version before its release, such as `1.2.0-beta.1`. */
export function isPrerelease(version: string): boolean {
  return VERSION.exec(version)?.[4] !== undefined;
}

/** Below 0 if `a` is older than `b`, 0 if they are the same, above 0 if it is newer (https://semver.org/#spec-item-11). */
export function compareVersions(a: string, b: string): number {
  const [, ...left] = VERSION.exec(a) ?? [];
  const [, ...right] = VERSION.exec(b) ?? [];
  for (const at of [0, 1, 2]) {
    const difference = Number(left[at]) - Number(right[at]);
    if (difference !== 0) return difference;
  }
  return comparePrereleases(left[3], right[3]);
}

/** The release itself comes after everything before it. */
function comparePrereleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const left = a.split('.');
  const right = b.split('.');
  for (const [at, part] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Numbers by their size, and before words; words by their characters. */
function comparePart(a: string, b: string): number {
  if (a === b) return 0;
  const areNumbers = [a, b].map((part) => /^\d+$/.test(part));
  if (areNumbers[0] === true && areNumbers[1] === true) return Number(a) - Number(b);
  if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] === true ? -1 : 1;
  return a < b ? -1 : 1;
}
