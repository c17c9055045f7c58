/** The newest three lines of Electron get repairs. https://www.electronjs.org/docs/latest/tutorial/electron-timelines */
const SUPPORTED_LINES = 3;

/**
 * Checks that the Electron that ships still gets repairs, as Chromium's are mostly about attacks.
 *
 * @param {string} ships version in package.json
 * @param {string} newest the newest stable version
 * @returns {string} a sentence about it.
 * @throws when it is of a line that is not supported any more, or no exact version.
 */
export function checkElectronLine(ships, newest) {
  const [line, newestLine] = [ships, newest].map((version) => Number(/^(\d+)\.\d+\.\d+$/.exec(version)?.[1]));
  if (line === undefined || newestLine === undefined || Number.isNaN(line + newestLine))
    throw new Error(`"${ships}" and "${newest}" should both be exact versions.`);
  if (newestLine - line >= SUPPORTED_LINES)
    throw new Error(`Electron ${ships} gets no repairs any more; the newest is ${newest}.`);
  return line === newestLine
    ? `Electron ${ships} is of the newest line.`
    : `Electron ${ships} still gets repairs; the newest is ${newest}.`;
}
