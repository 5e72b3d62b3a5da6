/** The outcome of something that can be wrong because of its input: a value, or one readable sentence. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function err<T>(message: string): Result<T> {
  return { ok: false, message };
}
