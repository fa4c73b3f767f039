import type { StoragePlace, StorageState } from '../schemas/storage-schemas.ts';

/** What a worker that lives said last about one of its disks. */
export interface StorageReport {
  nodeId: string;
  place: StoragePlace;
  state: StorageState;
  freeBytes: number;
  totalBytes: number;
}

/** The disks of the workers. */
export interface StorageReports {
  /** Of the workers that live; two a worker. */
  list(): Promise<StorageReport[]>;
}
