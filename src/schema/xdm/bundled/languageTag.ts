/** Tags of languages as RFC 5646 knows them (`en`, `pt-BR`, `zh-Hant-TW`), in the grammar that XDM checks them with. */

import { patterned, type Field } from './fields.js';

const LANGUAGE = '(([A-Za-z]{2,3}(-([A-Za-z]{3}(-[A-Za-z]{3}){0,2}))?)|[A-Za-z]{4}|[A-Za-z]{5,8})';
const SCRIPT = '(-([A-Za-z]{4}))?';
const REGION = '(-([A-Za-z]{2}|[0-9]{3}))?';
const VARIANTS = '(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*';
const EXTENSIONS = '(-([0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+))*';
const PRIVATE = '(x(-[A-Za-z0-9]{1,8})+)';
const IRREGULAR =
  '(en-GB-oed|i-ami|i-bnn|i-default|i-enochian|i-hak|i-klingon|i-lux|i-mingo|i-navajo|i-pwn|i-tao|i-tay|i-tsu' +
  '|sgn-BE-FR|sgn-BE-NL|sgn-CH-DE)';
const REGULAR = '(art-lojban|cel-gaulish|no-bok|no-nyn|zh-guoyu|zh-hakka|zh-min|zh-min-nan|zh-xiang)';

const TAG = `(${LANGUAGE}${SCRIPT}${REGION}${VARIANTS}${EXTENSIONS}(-${PRIVATE})?)`;

export function languageTag(title?: string): Field {
  return patterned(`^(${TAG}|${PRIVATE}|(${IRREGULAR}|${REGULAR}))$`, title);
}
