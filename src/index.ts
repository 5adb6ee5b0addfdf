/** Public surface of `playwright-datastream`. */

export * from './errors.js';
