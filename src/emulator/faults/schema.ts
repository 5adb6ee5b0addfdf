/** JSON Schema of a fault. Unknown fields are refused: a misspelt one would silently do nothing. */

const text = { type: 'string', minLength: 1 };
const whole = { type: 'integer' };
const counted = { type: 'integer', minimum: 1 };
/** Ten minutes: no client waits longer, and a timer of years would fire at once. */
const milliseconds = { type: 'number', minimum: 0, maximum: 600_000 };

const calls = {
  endpoint: { type: ['string', 'array'], minItems: 1, items: { type: 'string' } },
  datastreamId: text,
  nth: { type: ['integer', 'array'], minimum: 1, minItems: 1, items: counted },
  times: counted,
  probability: { type: 'number', minimum: 0, maximum: 1 },
  seed: whole,
};

const effects = {
  problem: {
    ...closed({ code: text, as: { enum: ['fatal', 'error', 'warning'] }, detail: text }, ['code']),
    type: ['string', 'object'],
  },
  warning: { ...closed({ message: text, code: whole }, ['message', 'code']), type: ['string', 'object'] },
  status: { type: 'integer', minimum: 400, maximum: 599 },
  retryAfter: { type: ['integer', 'string'], minimum: 0 },
  latency: {
    ...closed({ min: milliseconds, max: milliseconds, mean: milliseconds, deviation: milliseconds }, []),
    ...milliseconds,
    type: ['number', 'object'],
  },
  connection: { enum: ['reset', 'reset-in-headers', 'reset-in-body'] },
  body: { enum: ['truncated', 'not-json', 'empty'] },
  drip: closed({ bytes: counted, everyMs: { ...milliseconds, maximum: 60_000 } }, ['bytes', 'everyMs']),
  contentType: { type: 'string', pattern: '^[ -~]+$' },
  without: { type: ['string', 'array'], minLength: 1, minItems: 1, items: text },
};

export const faultSchema = closed({ ...calls, ...effects }, []);

/** Over HTTP a fault says whose calls it strikes; in a test that is known. */
export const postedFaultSchema = closed({ ...calls, ...effects, namespace: { type: 'string', maxLength: 200 } }, []);

function closed(properties: Record<string, object>, required: string[]): object {
  return { type: 'object', additionalProperties: false, required, properties };
}
