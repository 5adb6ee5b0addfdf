/** Tells the emulator which test a call belongs to, so that tests never share anything. Adobe knows no such header. */
export const namespaceHeader = 'x-edge-emulator-namespace';
