// What app.module.ts provides to the controllers.
export const DETECTIONS = Symbol('detections');
export const INCIDENTS = Symbol('incidents');
export const COMMANDS = Symbol('commands');
export const CLOCK = Symbol('clock');
