// What ObservabilityModule provides to every module of a service.
export const LOGGER = Symbol('naru:logger');
export const METRICS = Symbol('naru:metrics');
export const READINESS = Symbol('naru:readiness');
