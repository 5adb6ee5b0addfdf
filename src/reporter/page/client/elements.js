/** Making elements. Whatever the data holds goes into the page as text, never as markup. */

/** @param {string} id */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {Node[]} children
 */
export function vector(name, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** @param {string} text */
export function code(text) {
  return element('code', {}, text);
}

/** A sign that says with a picture what the text beside it says in words.
 * @param {string} picture
 */
export function icon(picture) {
  return element('span', { class: 'icon', 'aria-hidden': 'true' }, picture);
}

/**
 * Content that is made when it is first opened, so that a long report opens fast.
 *
 * @param {(Node | string)[]} summary
 * @param {() => (Node | string)[]} make
 */
export function onDemand(summary, make) {
  const details = /** @type {HTMLDetailsElement} */ (element('details', {}, element('summary', {}, ...summary)));
  details.addEventListener('toggle', () => details.open && details.append(...make()), { once: true });
  return details;
}

/** @param {string[]} items */
export function list(items) {
  return element('ul', {}, ...items.map((item) => element('li', {}, item)));
}

/** A request id, which is what support asks for, with a button that copies it.
 * @param {string} text
 */
export function copyable(text) {
  const button = element('button', { type: 'button', class: 'copy', 'aria-label': `Copy ${text}` }, 'copy');
  const shown = code(text);
  button.addEventListener('click', () => void copy(text, shown));
  return element('span', { class: 'copyable' }, shown, button);
}

/**
 * @param {string} text
 * @param {HTMLElement} shown
 */
async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied ${text}`);
  } catch {
    // The clipboard may be refused to a page from disk. Chosen text can be copied by hand.
    getSelection()?.selectAllChildren(shown);
    say('The browser refused the clipboard; the id is selected.');
  }
}

/** @param {string} sentence */
function say(sentence) {
  const said = byId('said');
  said.textContent = sentence;
  setTimeout(() => said.textContent === sentence && said.replaceChildren(), 4000);
}
