/** `placePoint` → `place_point`: columns are named as fields are, in SQL's way. */
export const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
