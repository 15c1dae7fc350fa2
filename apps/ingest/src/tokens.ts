// What app.module.ts provides to the controllers.
export const INTAKE = Symbol('intake');
export const REGISTER = Symbol('register');
export const SOURCES = Symbol('sources');
export const DEAD_LETTERS = Symbol('dead letters');
export const QUARANTINE = Symbol('quarantine');
export const RETURNING = Symbol('returning');
