import { access, constants, statfs } from 'node:fs/promises';

/** What a node says about the disk its buffers are on. Bytes. */
export interface NodeHealth {
  [key: string]: number | boolean;
  diskFreeBytes: number;
  diskTotalBytes: number;
  diskWritable: boolean;
}

/** Looks at the file system of a directory; one that is gone is full and not writable. */
export async function measureNodeHealth(directory: string): Promise<NodeHealth> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory);
    const diskWritable = await access(directory, constants.W_OK).then(
      () => true,
      () => false,
    );
    return { diskFreeBytes: bavail * bsize, diskTotalBytes: blocks * bsize, diskWritable };
  } catch {
    return { diskFreeBytes: 0, diskTotalBytes: 0, diskWritable: false };
  }
}
