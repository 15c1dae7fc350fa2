const words = (name: string) => name.split(/[-_.]|(?<=[a-z0-9])(?=[A-Z])/).filter((word) => word !== '');

export const pascal = (name: string) =>
  words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
export const camel = (name: string) => pascal(name).charAt(0).toLowerCase() + pascal(name).slice(1);
/** Column of a field, or of a field in a field: `['placePoint', 'h3']` is `place_point_h3`. */
export const snake = (path: readonly string[]) =>
  path.map((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).join('_');

export const kebab = (name: string) => words(name).join('-').toLowerCase();

/** Head of every generated file, as a comment of its language. */
export const generatedFrom = (source: string) => `Generated from ${source} by \`npm run generate\`. Not to be edited.`;
