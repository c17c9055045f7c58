/** The system's code of an error, such as `ENOSPC`; empty if it is not a system error. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why a file could not be written, and what to do. `name` is the file as a person knows it. */
export function describeUnwritable(error: unknown, name: string): string {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `There is no room left on the disk for ${name}. Free some space or choose another disk.`;
    case 'EFBIG':
      return `The disk does not take a file as large as ${name}. Choose another disk, or fewer events.`;
    case 'EACCES':
    case 'EPERM':
      return `${name} may not be written there. Choose another folder.`;
    case 'EROFS':
      return `The disk for ${name} is read-only. Choose another one.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `The folder for ${name} is not there any more. Choose another one.`;
    case 'EISDIR':
      return `${name} is a folder. Choose another name.`;
    default:
      return `${name} could not be written (${systemCode(error) || 'unknown'}). Check the disk, then try again.`;
  }
}

/** Why a file could not be read, and what to do. */
export function describeUnreadable(error: unknown, name: string): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return `${name} is not there. Check its name.`;
    case 'EACCES':
    case 'EPERM':
      return `${name} may not be read. Check its permissions.`;
    case 'EISDIR':
      return `${name} is a folder. Choose a file.`;
    default:
      return `${name} could not be read (${systemCode(error) || 'unknown'}). Check the disk, then try again.`;
  }
}
