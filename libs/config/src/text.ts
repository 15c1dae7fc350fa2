import { z } from 'zod';
import { Secret } from './secret.js';

// The environment holds text only; these are the texts that variables are written in.

/** `true` or `false`, nothing else: "0", "no" and "False" are refused rather than taken for true. */
export const flag = z.enum(['true', 'false'], { error: 'write true or false' }).transform((text) => text === 'true');

/** Items between commas; blanks around them are dropped. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** A whole number in [least, most]. */
export const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^-?\d+$/, 'write a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** A number in [least, most]. */
export const decimal = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, 'write a number, like 0.5')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** Text that no log shows. */
export const secretText = z
  .string()
  .min(1)
  .transform((text) => new Secret(text));

/** Bytes in base64, of exactly this length, that no log shows. */
export const secretBytes = (length: number) =>
  z
    .base64({ error: 'write base64' })
    .transform((text) => Buffer.from(text, 'base64'))
    .refine(
      (bytes) => bytes.length === length,
      `write ${length} bytes in base64, like the output of: openssl rand -base64 ${length}`,
    )
    .transform((bytes) => new Secret(bytes));
