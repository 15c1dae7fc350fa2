/** The keys that may call the service, for controllers that look after them. */
export const ACCESS_KEYS = Symbol('naru:access-keys');
