/** Which texts of a value are part of its shape: names in contrast to keys that are data, codes in contrast to anything else. */

/**
 * Whether a key of an object is data: a UUID, a hash, a number, a date, an ECID, an e-mail address, a URL, a token. Such
 * an object is a map, and its keys are others each time.
 */
export function isDataKey(key: string): boolean {
  return dataForms.some((form) => form.test(key)) || isToken(key);
}

const dataForms = [
  /^-?\d+(\.\d+)?$/,
  /^\d{4}-\d\d-\d\d/,
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/i,
  /^(?=.*\d)[\da-f]{16,}$/i,
  // Organisations too: they are written like an address.
  /^[^@\s]+@[^@\s]+$/,
  /^([a-z][a-z\d+.-]*:)?\/\//i,
];

/** Base64 of more than 20 characters. Names of that length have no padding, and digits at one place at most. */
function isToken(text: string): boolean {
  if (!/^[\w+/-]{21,}={0,2}$/.test(text)) return false;
  const digitRuns = text.match(/\d+/g)?.length ?? 0;
  return text.endsWith('=') || (digitRuns > 1 && /[a-z]/.test(text) && /[A-Z]/.test(text));
}

/**
 * Whether a text is one of few that its field can have. By the name of the field, as a first name and a status look
 * alike; never an id, a time, a number, a URL or a text for people.
 *
 * @param field its name, of items that of the list: `eventType`, `scopes`.
 */
export function isCode(text: string, field: string): boolean {
  return codeField.test(field) && /^[A-Za-z_][\w.:/-]{0,39}$/.test(text) && !/\d{5}/.test(text) && !isDataKey(text);
}

/** By the last word, in the singular or the plural. */
const codeField =
  /(^|[a-z\d_-])(?:(?<=^|[_-])(?:type|code|status|scope|namespace|provider|state|kind|format|level|mode|severity|standard)|(?:Type|Code|Status|Scope|Namespace|Provider|State|Kind|Format|Level|Mode|Severity|Standard))(?:e?s)?$/;
