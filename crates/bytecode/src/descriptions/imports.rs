//! Opcodes for `import`.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::IMPORT_FROM,
        summary: "Fetches a name from a module just imported.",
        stack: "( module -- module, value )",
        details: "The argument is an index into co_names. If the module has no such attribute, a \
                  submodule of that name is looked for; ImportError if there is none.",
        example: Some("from math import pi"),
    },
    Description {
        opcode: Opcode::IMPORT_NAME,
        summary: "Imports a module.",
        stack: "( level, names -- module )",
        details: "The argument is an index into co_names, the module's dotted name. The level counts \
                  leading dots; the names are those of `from … import`, or None. Calls `__import__`, \
                  which returns the outermost package if no names are asked for.",
        example: Some("import math"),
    },
    // Of other releases.
    Description::brief(
        Opcode::IMPORT_STAR,
        "Binds the public names of a module.",
        "( module -- )",
        "Up to 3.11, for from … import *. Since 3.12 it is an intrinsic function.",
    ),
];
