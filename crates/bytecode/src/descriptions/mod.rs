//! What every opcode does, in words: a sentence for a table, a few more for whoever asks, and a program
//! that contains it.
//!
//! Written by hand: for 3.13 true to its `bytecodes.c`, where the tests compile every example with a real CPython and
//! look for the opcode; those that other releases have follow in each file, with a word on what took their place.

mod bookkeeping;
mod calls;
mod collections;
mod exceptions;
mod functions;
mod generators;
mod imports;
mod items;
mod iteration;
mod jumps;
mod matching;
mod operators;
mod pseudo;
mod stack;
mod strings;
mod variables;

use std::fmt;

use crate::Opcode;

/// What an opcode is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// Moves values about on the stack.
    Stack,
    /// Reads, writes or deletes a variable.
    Variable,
    /// Reads, writes or deletes an attribute or an item.
    Item,
    /// Computes a value from one or two others.
    Operator,
    /// Makes strings from values.
    String,
    /// Makes, fills or unpacks a collection.
    Collection,
    /// Goes somewhere else.
    Jump,
    /// Walks through an iterable.
    Iteration,
    /// Calls something, or returns from it.
    Call,
    /// Makes functions and classes.
    Function,
    /// Raises or handles exceptions; `with`.
    Exception,
    /// Generators, coroutines, `await`.
    Generator,
    /// `import`.
    Import,
    /// `match`.
    Matching,
    /// Does nothing that a program can see.
    Bookkeeping,
    /// Exists while compiling only.
    Pseudo,
}

impl Category {
    /// All categories, in the order in which they are best read.
    pub const ALL: [Self; 16] = [
        Self::Stack,
        Self::Variable,
        Self::Item,
        Self::Operator,
        Self::String,
        Self::Collection,
        Self::Jump,
        Self::Iteration,
        Self::Call,
        Self::Function,
        Self::Exception,
        Self::Generator,
        Self::Import,
        Self::Matching,
        Self::Bookkeeping,
        Self::Pseudo,
    ];

    /// A heading for it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Stack => "the stack",
            Self::Variable => "variables",
            Self::Item => "attributes and items",
            Self::Operator => "operators",
            Self::String => "strings",
            Self::Collection => "collections",
            Self::Jump => "jumps",
            Self::Iteration => "iteration",
            Self::Call => "calls",
            Self::Function => "functions and classes",
            Self::Exception => "exceptions and with",
            Self::Generator => "generators and coroutines",
            Self::Import => "imports",
            Self::Matching => "match",
            Self::Bookkeeping => "bookkeeping",
            Self::Pseudo => "pseudo instructions",
        }
    }

    /// The opcodes of this category, with their descriptions.
    pub fn descriptions(self) -> &'static [Description] {
        match self {
            Self::Stack => stack::OPCODES,
            Self::Variable => variables::OPCODES,
            Self::Item => items::OPCODES,
            Self::Operator => operators::OPCODES,
            Self::String => strings::OPCODES,
            Self::Collection => collections::OPCODES,
            Self::Jump => jumps::OPCODES,
            Self::Iteration => iteration::OPCODES,
            Self::Call => calls::OPCODES,
            Self::Function => functions::OPCODES,
            Self::Exception => exceptions::OPCODES,
            Self::Generator => generators::OPCODES,
            Self::Import => imports::OPCODES,
            Self::Matching => matching::OPCODES,
            Self::Bookkeeping => bookkeeping::OPCODES,
            Self::Pseudo => pseudo::OPCODES,
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.title())
    }
}

/// An opcode in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// Which one.
    pub opcode: Opcode,
    /// One plain sentence of at most 90 characters.
    pub summary: &'static str,
    /// The stack before and after, the top at the right: `( left, right -- result )`.
    pub stack: &'static str,
    /// Two to five sentences: what the argument means, what the caches are for, when it is seen.
    pub details: &'static str,
    /// A program whose module, or a function in it, has the opcode; `None` if no source makes it.
    pub example: Option<&'static str>,
}

impl Description {
    /// One without an example: of an opcode that our compiler never emits.
    const fn brief(
        opcode: Opcode,
        summary: &'static str,
        stack: &'static str,
        details: &'static str,
    ) -> Self {
        Self { opcode, summary, stack, details, example: None }
    }
}

impl Opcode {
    /// What it does, in words.
    pub fn description(self) -> Option<&'static Description> {
        Category::ALL
            .iter()
            .find_map(|category| category.descriptions().iter().find(|entry| entry.opcode == self))
    }

    /// What it is for.
    pub fn category(self) -> Option<Category> {
        Category::ALL
            .into_iter()
            .find(|category| category.descriptions().iter().any(|entry| entry.opcode == self))
    }
}
