// What app.module.ts provides to the controllers.
export const INTERVALS = Symbol('intervals');
export const PEAKS = Symbol('peaks');
export const CLOCK = Symbol('clock');
