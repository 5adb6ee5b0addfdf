/** Every matcher by its name, in the form that `expect.extend` takes. */

export { toBeAccepted } from './toBeAccepted.js';
export { toHaveEvent } from './toHaveEvent.js';
export { toHaveEventCount } from './toHaveEventCount.js';
export { toHaveHandle } from './toHaveHandle.js';
export { toHaveIdentity } from './toHaveIdentity.js';
export { toHaveProblem } from './toHaveProblem.js';
export { toHaveRequestId } from './toHaveRequestId.js';
export { toHaveStatus } from './toHaveStatus.js';
export { toHaveTagLibrary } from './toHaveTagLibrary.js';
export { toMatchBaseline } from './toMatchBaseline.js';
export { toMatchSchema } from './toMatchSchema.js';
