// The widths of the three parts. Pure.

export interface Sizes {
  articles: number;
  detail: number;
  /** Height of the map while the reader has the middle. */
  strip: number;
}

export const DEFAULT_SIZES: Sizes = { articles: 280, detail: 380, strip: 240 };

/** Below this width of the window the detail is a drawer over the map. */
export const DRAWER_BELOW = 900;

const LEAST_MAP = 320;

const within = (value: number, least: number, most: number) => Math.round(Math.max(least, Math.min(Math.max(least, most), value)));

/** Keeps every part usable: the map never narrower than 320 px while the window allows it. */
export function fitted(sizes: Sizes, width: number, height: number): Sizes {
  const articles = within(sizes.articles, 200, Math.min(440, width * 0.4));
  const drawer = width < DRAWER_BELOW;
  const most = drawer ? width - 120 : Math.min(760, width - articles - LEAST_MAP);
  return { articles, detail: within(sizes.detail, 300, most), strip: within(sizes.strip, 140, height * 0.5) };
}

/** Reads what was remembered; anything odd is left at its default. */
export function parsed(text: string | null): Sizes {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (typeof kept !== "object" || kept === null) return DEFAULT_SIZES;
    const number = (key: keyof Sizes) => {
      const value = (kept as Record<string, unknown>)[key];
      return typeof value === "number" && Number.isFinite(value) ? value : DEFAULT_SIZES[key];
    };
    return { articles: number("articles"), detail: number("detail"), strip: number("strip") };
  } catch {
    return DEFAULT_SIZES;
  }
}
