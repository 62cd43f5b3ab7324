//! Exercises and their solutions. On paper there are lines to write on, and the solutions can stand on a page of
//! their own at the end.

use maud::{Markup, html};

use super::Answers;
use super::context::{Context, heading};
use super::escape::Text;
use super::prose::prose;
use crate::document::{Cell, Exercise, Matter};
use crate::words::{Words, fill};

/// The exercises of one place; with inline answers, each with its solution folded away.
pub(super) fn exercises(
    context: &Context,
    exercises: &[Exercise],
    words: &Words,
    answers: Answers,
) -> Markup {
    html! {
        @for exercise in exercises {
            section.ex aria-labelledby={ "x" (exercise.number) } {
                (title(context, exercise, words, "x"))
                (matter(&exercise.question))
                @match answers {
                    Answers::Inline => details.q {
                        summary { (words.solution) }
                        div { (matter(&exercise.solution)) }
                    },
                    Answers::Separate => p.screen.to {
                        a href={ "#a" (exercise.number) } { (words.solution) }
                    },
                    Answers::None => {},
                }
            }
        }
    }
}

/// The solutions of all exercises, at the end.
pub(super) fn solutions(context: &Context, exercises: &[&Exercise], words: &Words) -> Markup {
    html! {
        section.answers aria-labelledby="solutions" {
            (heading(2, "", "solutions", words.solutions))
            @for exercise in exercises {
                details.q id={ "a" (exercise.number) } {
                    summary { (name(exercise, words)) }
                    div { (matter(&exercise.solution)) }
                    p.screen { a href={ "#x" (exercise.number) } { "↑ " (context.words.back_to_exercise) } }
                }
            }
        }
    }
}

fn name(exercise: &Exercise, words: &Words) -> String {
    fill(words.exercise, &[&exercise.number.to_string(), words.exercise_kind(exercise.kind)])
}

fn title(context: &Context, exercise: &Exercise, words: &Words, id: &str) -> Markup {
    context.title("", &format!("{id}{}", exercise.number), name(exercise, words))
}

fn matter(matter: &[Matter]) -> Markup {
    html! {
        @for one in matter {
            @match one {
                Matter::Text(markdown) => div.prose { (prose(markdown, &|_| None)) },
                Matter::Code { text, first_line } => div.code {
                    @for (index, line) in text.lines().enumerate() {
                        div.cl { span.no { (first_line + index) } code { (Text(line)) } }
                    }
                },
                Matter::Verbatim(text) => pre.out { (Text(text)) },
                Matter::Table { head, rows } => div.sc { table.grid {
                    thead { tr { @for cell in head { th scope="col" { (Text(cell)) } } } }
                    tbody {
                        @for row in rows { tr {
                            @for cell in row {
                                @match cell {
                                    Cell::Blank => td.blank {},
                                    Cell::Code(text) => td { code { (Text(text)) } },
                                    Cell::Words(text) => td { (Text(text)) },
                                }
                            }
                        } }
                    }
                } },
                Matter::Choices(choices) => ol.choices type="A" {
                    @for choice in choices { li { code { (Text(choice)) } } }
                },
                Matter::Room(lines) => div.room aria-hidden="true" {
                    @for _ in 0..*lines { div {} }
                },
            }
        }
    }
}
