/** Tells what identifies a person from texts that only look like it. */

/** Fields whose values are made of digits, at signs and the like without naming anybody. */
const HARMLESS_NAME =
  /(?:id|ids|url|uri|href|code|sku|ean|upc|gtin|key|hash|token|version|agent|date|time|timestamp|number|address|build|name)$/i;

const EMAIL = /(?:^|[\s<"'(,;:=])[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w-]+\.)+[a-z]{2,}(?:$|[\s>"'),;&])/i;
/** Every number that names somebody has as many in a row, or nearly. */
const FOUR_DIGITS = /\d[\d ()/-]{3}/;
/** International, or with the separators that people write: digits alone may be anything. */
const PHONE = /^(?:\+\d[\d ().-]{7,18}\d|\(?\d{2,5}\)?[ /-]\d{3,5}[ -]\d{3,6})$/;
/** Networks give their numbers their own first digits and lengths; of random ones of 16 digits, one in forty passes. */
const CARD =
  /^(?:4\d{15}|4\d{18}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d)\d{12}|62\d{14,17})$/;
/** Names of numbers that shops and programs give. */
const GIVEN_NAME = /(?:ids?|sku|ean|upc|gtin|key|hash|token)$/i;
const IBAN = /^[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?$/;

/**
 * What kind of personal data a text is; undefined when it is none that can be told for certain enough.
 *
 * @param name of the field: numbers of products and orders look like those of people.
 */
export function personalData(text: string, name: string): string | undefined {
  if (text.length > 2_000) return undefined;
  if (text.includes('@')) return EMAIL.test(text) ? 'e-mail address' : undefined;
  if (!FOUR_DIGITS.test(text)) return undefined;
  if (isCard(text) && !GIVEN_NAME.test(name)) return 'payment card number';
  if (IBAN.test(text) && hasIbanChecksum(text)) return 'bank account number';
  if (!HARMLESS_NAME.test(name) && PHONE.test(text) && !isDate(text)) return 'phone number';
  return undefined;
}

function isCard(text: string): boolean {
  if (!/^\d[\d -]+\d$/.test(text)) return false;
  const digits = text.replaceAll(/\D/g, '');
  return CARD.test(digits) && hasCardChecksum(digits);
}

function isDate(text: string): boolean {
  return /^\d{2,4}[ ./-]\d{1,2}[ ./-]\d{1,4}$/.test(text);
}

/** Luhn: from the right, every second digit doubled, the digits of all add up to a multiple of ten. */
function hasCardChecksum(digits: string): boolean {
  const reversed = Array.from(digits, Number).toReversed();
  const sum = reversed.reduce(
    (total, digit, index) => total + (index % 2 === 0 ? digit : Math.floor(digit / 5) + ((2 * digit) % 10)),
    0,
  );
  return sum % 10 === 0;
}

/** ISO 13616: the number, country and check digits put last and letters read as 10 to 35, leaves 1 when divided by 97. */
function hasIbanChecksum(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  const digits = Array.from(plain.slice(4) + plain.slice(0, 4), (letter) => Number.parseInt(letter, 36)).join('');
  return Array.from(digits, Number).reduce((rest, digit) => (rest * 10 + digit) % 97, 0) === 1;
}
