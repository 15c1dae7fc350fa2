/** The name that ingest's records and books stand under. */
export const stage = 'ingest';
/** Ingest has no tasks; all its instances write under one key. */
export const task = 0;
