// Which rows of a long list of equal rows stand in the document.

export interface RowWindow {
  first: number;
  /** One past the last. */
  end: number;
}

/** Rows that a viewport shows, with `spare` more on each side. All lengths in pixels. */
export function rowWindow(count: number, rowHeight: number, scrollTop: number, height: number, spare = 6): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { first: Math.min(first, end), end };
}
