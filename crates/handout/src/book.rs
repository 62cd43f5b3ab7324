//! The pages of a folder in their order, known by title: what links, neighbours, index and mind map need.
//!
//! `contents.md` in the folder, if there is one, gives the order: a heading for each section, and under it a
//! list of `[[titles]]`. A page that it names and that is not written yet is an entry without an address.

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use crate::lesson::{BlockKind, Lesson};
use crate::prose::OPTIONS;
use crate::words::Language;

/// All pages.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The name of the whole.
    pub title: String,
    /// What stands on the index above the list, in Markdown.
    pub about: String,
    /// The language of the fixed words.
    pub language: Language,
    /// The sections.
    pub sections: Vec<Section>,
}

/// A part of the book.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its name; may be empty, for pages that belong to none.
    pub title: String,
    /// What it is about, in Markdown.
    pub about: String,
    /// Its pages.
    pub entries: Vec<Entry>,
}

/// A page as others see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its address without an ending; `None` if it is not written yet.
    pub slug: Option<String>,
    /// One sentence.
    pub summary: String,
    /// Other names.
    pub aliases: Vec<String>,
}

impl Book {
    /// The book of some lessons, in the order of the table of contents. What that does not name comes
    /// behind, by section and place.
    pub fn of(title: &str, contents: Option<&Lesson>, lessons: &[Lesson]) -> Self {
        let mut book = Self { title: title.to_owned(), ..Self::default() };
        if let Some(contents) = contents {
            book.title.clone_from(&contents.front.title);
            book.read_contents(contents);
        }
        let mut rest: Vec<_> = lessons.iter().collect();
        // Sections may have folders of their own, whose names have an order.
        let place = |lesson: &Lesson| {
            let folder = lesson.file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder).to_owned();
            (folder, lesson.front.section.clone(), lesson.front.order, lesson.slug.clone())
        };
        rest.sort_by_cached_key(|lesson| place(lesson));
        for lesson in rest {
            let front = &lesson.front;
            let entry = Entry {
                title: front.title.clone(),
                slug: Some(lesson.slug.clone()),
                summary: front.summary.clone(),
                aliases: front.aliases.clone(),
            };
            let wanted = key(&front.title);
            let planned = book.sections.iter_mut().flat_map(|section| &mut section.entries);
            if let Some(planned) = planned.into_iter().find(|planned| key(&planned.title) == wanted) {
                *planned = entry;
                continue;
            }
            let index = book.sections.iter().position(|section| section.title == front.section);
            let index = index.unwrap_or_else(|| {
                book.sections.push(Section { title: front.section.clone(), ..Section::default() });
                book.sections.len() - 1
            });
            book.sections[index].entries.push(entry);
        }
        book
    }

    fn read_contents(&mut self, contents: &Lesson) {
        for block in &contents.blocks {
            match &block.kind {
                BlockKind::Heading { text, .. } => {
                    self.sections.push(Section { title: text.clone(), ..Section::default() });
                }
                BlockKind::Prose(markdown) => {
                    let titles = links(markdown);
                    let about = match (self.sections.last_mut(), titles.is_empty()) {
                        (None, _) => &mut self.about,
                        (Some(section), true) => &mut section.about,
                        (Some(section), false) => {
                            let planned = |title| Entry { title, ..Entry::default() };
                            section.entries.extend(titles.into_iter().map(planned));
                            // What stands above the list.
                            let end = markdown.find("- [[").or_else(|| markdown.find("* [[")).unwrap_or(0);
                            section.about.push_str(markdown[..end].trim());
                            continue;
                        }
                    };
                    about.push_str(markdown);
                }
                _ => {}
            }
        }
    }

    /// All pages, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.sections.iter().flat_map(|section| &section.entries)
    }

    /// The page of a title or alias.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        let wanted = key(name);
        self.entries().find(|entry| {
            key(&entry.title) == wanted || entry.aliases.iter().any(|alias| key(alias) == wanted)
        })
    }

    /// The name, without ending, of the file that the page of a title or alias is in.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.find(name)?.slug.as_deref()
    }

    /// The pages before and after one, of those that are written.
    pub fn neighbours(&self, slug: &str) -> (Option<&Entry>, Option<&Entry>) {
        let written: Vec<_> = self.entries().filter(|entry| entry.slug.is_some()).collect();
        let Some(at) = written.iter().position(|entry| entry.slug.as_deref() == Some(slug)) else {
            return (None, None);
        };
        let before = at.checked_sub(1).and_then(|at| written.get(at));
        (before.copied(), written.get(at + 1).copied())
    }
}

/// Titles are the same when their letters and digits are: a title may carry Markdown's marks.
pub(crate) fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The titles that a piece of Markdown links to.
pub(crate) fn links(markdown: &str) -> Vec<String> {
    Parser::new_ext(markdown, OPTIONS)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(file: &str, text: &str) -> Lesson {
        let mut problems = Vec::new();
        let lesson = Lesson::parse(file, text, &mut problems);
        assert_eq!(problems, []);
        lesson
    }

    #[test]
    fn contents_give_the_order() {
        let contents = lesson(
            "contents.md",
            "---\ntitle: All of it\n---\nHello.\n\n## B\n\nAbout b.\n\n- [[Two]]\n- [[Iterators (**iter**)]]\n\n## A\n\n- [[One]]\n",
        );
        let pages = [
            lesson("one.md", "---\ntitle: One\nsection: A\naliases: Eins\n---\n"),
            lesson("iter.md", "---\ntitle: Iterators (__iter__)\nsection: B\n---\n"),
            lesson("more.md", "---\ntitle: More\nsection: C\n---\n"),
        ];
        let book = Book::of("", Some(&contents), &pages);
        assert_eq!((book.title.as_str(), book.about.as_str()), ("All of it", "Hello."));
        let slugs: Vec<_> = book.entries().map(|entry| entry.slug.as_deref()).collect();
        assert_eq!(slugs, [None, Some("iter"), Some("one"), Some("more")]);
        assert_eq!(book.sections[0].about, "About b.");
        assert_eq!(book.find("eins").map(|entry| entry.title.as_str()), Some("One"));
        let (before, after) = book.neighbours("one");
        assert_eq!(before.and_then(|entry| entry.slug.as_deref()), Some("iter"));
        assert_eq!(after.and_then(|entry| entry.slug.as_deref()), Some("more"));
    }
}
