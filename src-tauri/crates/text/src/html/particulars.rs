//! Title, date and outlet of a page, from what it says about itself.

use dom_query::Document;
use serde_json::Value;

use crate::clean::one_line;
use crate::{PartialDate, date_in};

/// What a page says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Particulars {
    pub title: Option<String>,
    pub published: Option<PartialDate>,
    pub outlet: Option<String>,
}

/// Reads the particulars of a page: structured data first, then meta tags, then what is visible.
pub(crate) fn particulars(page: &Document, json_ld: &[String]) -> Particulars {
    let data = structured(json_ld);
    let tab = first_text(page, "title");
    let outlet = data
        .outlet
        .or_else(|| {
            meta(
                page,
                &["og:site_name", "application-name", "publisher", "dc.publisher", "citation_journal_title"],
            )
        })
        .or_else(|| tab.as_deref().and_then(outlet_in_title));
    let title = data
        .title
        .or_else(|| meta(page, &["og:title", "twitter:title", "dc.title", "headline"]))
        .or_else(|| only_heading(page))
        .or(tab)
        .map(|title| without_outlet(&title, outlet.as_deref()));
    let published = data.published.or_else(|| published(page));
    Particulars { title, published, outlet }
}

fn structured(json_ld: &[String]) -> Particulars {
    let mut found = Particulars::default();
    for source in json_ld {
        let Ok(value) = serde_json::from_str::<Value>(source.trim()) else { continue };
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values.iter().rev()),
                Value::Object(fields) => {
                    if is_article(value) && found.title.is_none() {
                        found = of_article(value);
                    }
                    open.extend(fields.get("@graph"));
                }
                _ => {}
            }
        }
    }
    found
}

fn is_article(value: &Value) -> bool {
    let kind = &value["@type"];
    let named = |v: &Value| v.as_str().is_some_and(|s| s.ends_with("Article") || s.ends_with("BlogPosting"));
    named(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(named))
}

fn of_article(value: &Value) -> Particulars {
    let text = |v: &Value| v.as_str().map(unescaped).filter(|s| !s.is_empty());
    let publisher = match &value["publisher"] {
        Value::Array(publishers) => publishers.first().unwrap_or(&Value::Null),
        publisher => publisher,
    };
    Particulars {
        title: text(&value["headline"]).or_else(|| text(&value["name"])),
        published: value["datePublished"].as_str().and_then(date_in),
        outlet: text(&publisher["name"]).or_else(|| text(publisher)),
    }
}

/// Structured data often holds the entities of HTML.
fn unescaped(text: &str) -> String {
    if text.contains('&') && text.len() < 2000 {
        one_line(&Document::fragment(text.replace('<', "&lt;")).text())
    } else {
        one_line(text)
    }
}

/// The content of the first of these meta tags, by name, property or itemprop.
fn meta(page: &Document, names: &[&str]) -> Option<String> {
    let tags = page.select("meta");
    names.iter().find_map(|name| {
        tags.nodes().iter().find_map(|tag| {
            let named = ["property", "name", "itemprop"]
                .iter()
                .any(|key| tag.attr(key).is_some_and(|value| value.trim().eq_ignore_ascii_case(name)));
            let content = named.then(|| tag.attr("content")).flatten()?;
            Some(one_line(&content)).filter(|c| !c.is_empty())
        })
    })
}

fn published(page: &Document) -> Option<PartialDate> {
    const NAMES: &[&str] = &[
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "publishdate",
        "publish-date",
        "pubdate",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "citation_publication_date",
        "date",
    ];
    if let Some(date) = meta(page, NAMES).as_deref().and_then(date_in) {
        return Some(date);
    }
    let nodes = page.select("[itemprop=datePublished], article time, main time, time");
    let marked = nodes.nodes().iter().take(3).find_map(|node| {
        let stated = node.attr("datetime").or_else(|| node.attr("content"));
        stated.as_deref().and_then(date_in).or_else(|| date_in(&one_line(&node.text())))
    });
    // Pages without a mark for it still name the place.
    marked.or_else(|| {
        let named = page.select("[class*=date], [class*=publish], [id*=date]");
        let texts = named.nodes().iter().take(5).map(|node| one_line(&node.text()));
        texts.filter(|text| text.len() <= 60).find_map(|text| date_in(&text))
    })
}

fn first_text(page: &Document, selector: &str) -> Option<String> {
    let text = one_line(&page.select_single(selector).text());
    (!text.is_empty()).then_some(text)
}

/// The page's main heading, where there is just one.
fn only_heading(page: &Document) -> Option<String> {
    let headings = page.select("h1");
    match headings.nodes() {
        [one] => Some(one_line(&one.text())).filter(|text| text.split(' ').count() > 1),
        _ => None,
    }
}

/// "Headline - The Daily", "Headline | The Daily".
fn split_title(title: &str) -> Option<(&str, &str)> {
    [" | ", " — ", " – ", " - ", " :: "]
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .max_by_key(|(head, _)| head.len())
}

fn outlet_in_title(title: &str) -> Option<String> {
    let (head, outlet) = split_title(title)?;
    let few = outlet.split_whitespace().count() <= 4 && outlet.starts_with(char::is_uppercase);
    (few && head.split_whitespace().count() > outlet.split_whitespace().count()).then(|| outlet.to_owned())
}

fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    match (split_title(title), outlet) {
        (Some((head, tail)), Some(outlet)) if outlet.to_lowercase().contains(&tail.to_lowercase()) => {
            head.to_owned()
        }
        (Some((head, tail)), Some(outlet)) if tail.to_lowercase().starts_with(&outlet.to_lowercase()) => {
            head.to_owned()
        }
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, json_ld: &[&str], expected: &str) {
        let json_ld: Vec<String> = json_ld.iter().map(|&s| s.to_owned()).collect();
        let got = particulars(&Document::from(html), &json_ld);
        let date = got.published.map(|d| d.to_string()).unwrap_or_default();
        let got = format!("{}|{date}|{}", got.title.unwrap_or_default(), got.outlet.unwrap_or_default());
        assert_eq!(got, expected, "{html}");
    }

    #[test]
    fn structured_data_comes_first() {
        let data = r#"{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
            "headline": "It&#8217;s a pact", "datePublished": "2023-10-18T08:00:00Z", "publisher": {"name": "The Daily"}}]}"#;
        check("<meta property='og:title' content='Another'>", &[data], "It’s a pact|2023-10-18|The Daily");
        check("<title>A pact is signed - The Daily</title>", &["{not json"], "A pact is signed||The Daily");
    }

    #[test]
    fn meta_tags_and_what_is_visible_come_next() {
        check(
            "<meta property='og:title' content='A pact | The Daily'><meta property='og:site_name' content='The Daily'>\
             <meta property='article:published_time' content='2023-10-18T08:00:00Z'>",
            &[],
            "A pact|2023-10-18|The Daily",
        );
        check(
            "<h1>A pact is signed</h1><time datetime='2023-10-18'>today</time>",
            &[],
            "A pact is signed|2023-10-18|",
        );
        check("<title>Anti-war talks</title><time>18 October 2023</time>", &[], "Anti-war talks|2023-10-18|");
        check(
            "<h1>Grain deal signed</h1><p class=post-date>22.07.2022</p>",
            &[],
            "Grain deal signed|2022-07-22|",
        );
        check("", &[], "||");
    }
}
