// Texts with values in them, and texts cut to what the relay takes. Pure: no elements here.

/** A text with values in its places: `{file}`. */
export function fill(text, values) {
  return text.replace(/\{([a-z_]+)\}/g, (_, name) => values[name] ?? '');
}

/** How many bytes of UTF-8 a text has. */
export const bytes = (text) => new TextEncoder().encode(text).length;

/** The beginning of a text, as long as so many bytes of UTF-8 allow, and never half a character. */
export function cut(text, most) {
  const encoded = new TextEncoder().encode(text).subarray(0, most);
  // As of a stream, whose last character may not be complete.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(encoded, { stream: true });
}
