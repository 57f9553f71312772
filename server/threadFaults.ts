/**
 * A thread that ends by an error hands it on as a copy, and of an error of SQLite the copy keeps nothing but its code:
 * it is handed on as one that says what it is. Called first in every thread.
 */
export function nameFaults(): void {
  process.on('uncaughtException', (cause: Error & { readonly code?: unknown }) => {
    const whole = Object.assign(new Error(cause.message), { code: cause.code });
    if (cause.stack !== undefined) whole.stack = cause.stack;
    throw whole;
  });
}
