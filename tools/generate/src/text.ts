const words = (name: string) => name.split(/[-_.]|(?<=[a-z0-9])(?=[A-Z])/).filter((word) => word !== '');

export const pascal = (name: string) =>
  words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
export const camel = (name: string) => pascal(name).charAt(0).toLowerCase() + pascal(name).slice(1);
/** `receivedAt` to `received_at`, `pm25` stays, `h3` stays. */
export const snake = (name: string) =>
  words(name)
    .map((word) => word.toLowerCase())
    .join('_');
export const kebab = (name: string) =>
  words(name)
    .map((word) => word.toLowerCase())
    .join('-');

/** Head of every generated file, as a comment of its language. */
export const generatedFrom = (source: string) => `Generated from ${source} by \`npm run generate\`. Not to be edited.`;
