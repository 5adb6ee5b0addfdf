/** Paths that findings are not wanted for. */

/**
 * Whether a path is one of those, or lies inside one. In a pattern `*` stands for one name or index and `**` for any
 * number of them: `web.webReferrer`, `productListItems[*].SKU`, `**.legacyId`.
 */
export function ignoring(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.map(expressionOf);
  return (path) => {
    const plain = segments(path).join('/');
    return expressions.some((expression) => expression.test(plain));
  };
}

function expressionOf(pattern: string): RegExp {
  const parts = segments(pattern).map((segment) => {
    if (segment === '**') return '(?:[^/]+/)*?';
    return `${segment === '*' ? '[^/]+' : escaped(segment)}/`;
  });
  return new RegExp(`^${parts.join('')}`.replace(/\/$/, '(?:/|$)'));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** `items[0].name` and `items["geo.city"]` as lists of names. */
function segments(path: string): string[] {
  return Array.from(path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([\d*]+)\]|([^.[\]]+)/g), ([, quoted, index, name]) =>
    (quoted ?? index ?? name ?? '').replaceAll('/', '\u0000'),
  );
}
