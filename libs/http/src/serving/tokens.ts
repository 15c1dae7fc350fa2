/** What a service's module provides to startService. */
export const ACCESS_KEYS = Symbol('naru:access-keys');
/** `Part[]` in the order they start; HTTP starts behind them and stops before them. */
export const PARTS = Symbol('naru:parts');
