/** JSON Schema as the bundled schemas write it: the keywords of draft-07 that they use, and one of our own. */

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

export type JsonSchema = {
  $id?: string;
  $schema?: string;
  $ref?: string;
  title?: string;
  description?: string;
  definitions?: Record<string, JsonSchema>;
  type?: JsonType | JsonType[];
  enum?: readonly unknown[];
  const?: unknown;
  format?: 'date-time';
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  minItems?: number;
  minProperties?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema | false>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  allOf?: JsonSchema[];
  not?: JsonSchema;
  if?: JsonSchema;
  then?: JsonSchema;
  else?: JsonSchema;
  'edge:dispatch'?: Dispatch;
};

/**
 * Checks a value against another registered schema, chosen by a field of the value: `{ on: 'type', to: 'edge:handle/' }`
 * checks `{ "type": "state:store" }` against `edge:handle/state:store`.
 *
 * Unlike `oneOf`, it tells one fault once, compiles only the schemas that answers really need, and tolerates kinds that
 * have no schema yet.
 */
export type Dispatch = {
  /** The field that names the kind. Without it the value is checked against `to` itself. */
  on?: string;
  /** Schema id, or with `on` what stands before the kind in it. */
  to: string;
  /** Schema id for a kind that is unknown, missing or no text. */
  otherwise?: string;
};
