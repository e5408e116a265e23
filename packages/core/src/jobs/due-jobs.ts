/** Which jobs are wanted, by how long they take; `stopping` ends a long one between two of its steps. */
export interface DueJobs {
  only?: 'short' | 'long' | undefined;
  stopping?: AbortSignal | undefined;
}
