// What app.module.ts provides to the controllers.
export const BAYS = Symbol('bays');
export const ZONES = Symbol('zones');
export const CHANGES = Symbol('changes');
export const CLOCK = Symbol('clock');
