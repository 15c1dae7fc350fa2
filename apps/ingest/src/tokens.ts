// What app.module.ts provides to the controllers.
export const INTAKE = Symbol('intake');
export const REGISTER = Symbol('register');
export const SOURCES = Symbol('sources');
export const DEAD_LETTERS = Symbol('dead letters');
export const QUARANTINE = Symbol('quarantine');
export const RETURNING = Symbol('returning');
export const GROUPS = Symbol('groups');
export const DEAD_LETTER_JOBS = Symbol('jobs that take dead letters back');
export const QUARANTINE_JOBS = Symbol('jobs that release');
export const CLOCK = Symbol('clock');
