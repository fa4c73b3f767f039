/** Whether a file operation failed with one of these codes of errno(3), such as ENOENT. */
export function isErrorCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}
