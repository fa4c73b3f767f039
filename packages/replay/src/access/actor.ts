/** Who asks: a signed-in person. Every rule of the product takes one. */
export interface Actor {
  userId: string;
  /** May everything, everywhere. */
  isInstanceAdmin: boolean;
  /** The request that this is part of, for the logs of every process it reaches. */
  requestId?: string;
}
