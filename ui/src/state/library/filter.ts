// Which articles the list shows. Pure, so that it can be tested and later take more conditions.

import type { ArticleView } from "../../generated/types";

/** Lower case, without accents, so that "Erdogan" finds "Erdoğan". */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The articles whose title, outlet or file name holds every word of the query. O(articles × words). */
export function matching(articles: ArticleView[], query: string): ArticleView[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return articles;
  return articles.filter((article) => {
    const text = folded(`${article.title} ${article.outlet ?? ""} ${article.file_name}`);
    return words.every((word) => text.includes(word));
  });
}
