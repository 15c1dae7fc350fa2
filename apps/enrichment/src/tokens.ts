// What app.module.ts provides to the controllers.
export const PLACES = Symbol('places');
export const MASTER_DATA_DESK = Symbol('master data desk');
