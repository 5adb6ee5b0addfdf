/** `playwright-datastream/schema`: the bundled schemas of the Edge Network and validation, without Playwright. */

export { checkAnswer, type AnswerCheck, type AnswerToCheck } from './answer.js';
export { requestSchemaId } from './requestSchema.js';
export { registerSchema, registerSchemaFolder, schemaIds } from './registry.js';
export { validate, type ValidateOptions } from './validate.js';
export type { Violation } from './violation.js';
export { validateXdm, type XdmOptions } from './xdm/validateXdm.js';
export type { Finding, Severity, XdmRule, XdmRules } from './xdm/finding.js';
export { xdmSchemaNotes, type SchemaNote } from './xdm/schemaNotes.js';
